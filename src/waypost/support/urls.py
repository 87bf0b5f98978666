"""Addresses of the room support."""

from django.urls import path

from waypost.support import views

app_name = "support"
urlpatterns = [
    path("help/ask/<uuid:version>", views.ask, name="ask"),
    path("help/photo/<str:name>", views.photo, name="photo"),
    path("program/asked", views.asked, name="asked"),
    path("program/asked/<uuid:pk>", views.answered, name="answered"),
    path("settings/help", views.settings, name="settings"),
]
