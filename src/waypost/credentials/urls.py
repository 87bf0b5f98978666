"""Addresses of the room credentials: what machines read. The pages are in `pages`."""

from django.urls import path

from waypost.credentials import views

app_name = "credentials"
urlpatterns = [
    path("c/<str:public_id>.json", views.credential, name="json"),
    path(
        "c/<str:public_id>.ed25519.jwt", views.token, {"algorithm": "Ed25519"}, name="jwt_ed25519"
    ),
    path("c/<str:public_id>.jwt", views.token, {"algorithm": "RS256"}, name="jwt"),
    path("c/<str:public_id>.png", views.picture_png, name="png"),
    path("c/<str:public_id>.svg", views.picture_svg, name="svg"),
    path("c/<str:public_id>.pdf", views.printed, name="pdf"),
    path("status/<int:number>", views.status_list, name="status"),
    path(".well-known/did.json", views.did, name="did"),
    path(".well-known/jwks.json", views.key_set, name="key_set"),
]
