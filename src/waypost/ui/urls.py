"""Included at the root: `brand/<digest>.css` and the developers' `ui/`."""

from django.urls import path

from waypost.ui import views

app_name = "ui"
urlpatterns = [
    path("brand/<slug:digest>.css", views.brand_stylesheet, name="brand"),
    path("ui/", views.components, name="components"),
    path("ui/brand.css", views.sample_stylesheet, name="sample"),
]
