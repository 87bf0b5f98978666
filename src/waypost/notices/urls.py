"""Addresses of the room notices."""

from django.urls import path

from waypost.notices import views

app_name = "notices"
urlpatterns = [
    path("program/groups/<uuid:pk>/letter/body", views.invitation, name="invitation"),
    path("outbox", views.outbox, name="outbox"),
    path("outbox/<uuid:pk>", views.letter, name="letter"),
    path("outbox/<uuid:pk>/body", views.body, name="body"),
]
