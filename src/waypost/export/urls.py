"""Addresses of what a person takes along."""

from django.urls import path

from waypost.export import views

app_name = "export"
urlpatterns = [
    path("badges/all.zip", views.own, name="own"),
    path("awards/of/<uuid:pk>/all.zip", views.of_somebody, name="of_somebody"),
    path("take-along", views.ask, name="ask"),
    path("take-along/<str:token>", views.by_link, name="by_link"),
]
