"""Addresses of the room credentials: what machines read. The pages are in `pages`."""

from django.urls import path

from waypost.credentials import older_views, record_views, views
from waypost.openbadges import SUSPENSION

app_name = "credentials"
urlpatterns = [
    # Before the file whose ending it shares.
    path("c/<str:public_id>.clr.json", record_views.degree, name="degree_record"),
    path("badges/record.json", record_views.whole, name="whole_record"),
    path("ob2/badges/<uuid:pk>.json", older_views.badge_class, name="ob2_badge"),
    path("ob2/badges/<uuid:pk>.png", older_views.badge_picture, name="ob2_badge_png"),
    path("ob2/assertions/<str:public_id>.json", older_views.assertion, name="ob2"),
    path("ob2/assertions/<str:public_id>.png", older_views.picture_png, name="ob2_png"),
    path("ob2/assertions/<str:public_id>.svg", older_views.picture_svg, name="ob2_svg"),
    path("c/<str:public_id>.json", views.credential, name="json"),
    path(
        "c/<str:public_id>.ed25519.jwt", views.token, {"algorithm": "Ed25519"}, name="jwt_ed25519"
    ),
    path("c/<str:public_id>.jwt", views.token, {"algorithm": "RS256"}, name="jwt"),
    path("c/<str:public_id>.png", views.picture_png, name="png"),
    path("c/<str:public_id>.svg", views.picture_svg, name="svg"),
    path("c/<str:public_id>.pdf", views.printed, name="pdf"),
    path("c/<str:public_id>/history.json", views.told, name="history"),
    path("status/<int:number>", views.status_list, name="status"),
    path(
        "status/suspension/<int:number>",
        views.status_list,
        {"purpose": SUSPENSION},
        name="suspensions",
    ),
    path("status/revocations/<int:number>.json", views.revocations, name="revocations"),
    path(".well-known/did.json", views.did, name="did"),
    path(".well-known/jwks.json", views.key_set, name="key_set"),
]
