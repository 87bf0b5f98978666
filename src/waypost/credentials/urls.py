"""Addresses of the room credentials: what machines read. The pages are in `pages`."""

from django.urls import path

from waypost.credentials import views
from waypost.openbadges import SUSPENSION

app_name = "credentials"
urlpatterns = [
    path("c/<str:public_id>.json", views.credential, name="json"),
    path("c/<str:public_id>.png", views.picture_png, name="png"),
    path("c/<str:public_id>.svg", views.picture_svg, name="svg"),
    path("c/<str:public_id>.pdf", views.printed, name="pdf"),
    path("c/<str:public_id>/history.json", views.told, name="history"),
    path("status/<int:number>", views.status_list, name="status"),
    path(
        "status/<int:number>/suspension",
        views.status_list,
        {"purpose": SUSPENSION},
        name="suspensions",
    ),
    path("status/<int:number>/revocations.json", views.revocations, name="revocations"),
    path(".well-known/did.json", views.did, name="did"),
]
