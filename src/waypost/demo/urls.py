"""Addresses of the room demo."""

from django.urls import path

from waypost.demo import views

app_name = "demo"
urlpatterns = [path("demo/sign-in", views.sign_in_as, name="sign_in_as")]
