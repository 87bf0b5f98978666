"""Addresses of the room surveys."""

from django.urls import path

from waypost.surveys import views

app_name = "surveys"
urlpatterns = [
    path("e/<str:token>", views.evaluate, name="evaluate"),
    path("evaluations", views.evaluations, name="evaluations"),
    path("evaluations.csv", views.as_csv, name="csv"),
    path("evaluations/<uuid:pk>", views.about, name="about"),
    path("settings/evaluation", views.settings, name="settings"),
]
