"""Addresses of the room notices."""

from django.urls import path

from waypost.notices.views import outbox, quiet, sent, server

app_name = "notices"
urlpatterns = [
    path("program/groups/<uuid:pk>/letter/body", outbox.invitation, name="invitation"),
    path("outbox", outbox.outbox, name="outbox"),
    path("outbox/<uuid:pk>", outbox.letter, name="letter"),
    path("outbox/<uuid:pk>/body", outbox.body, name="body"),
    path("settings/mail", server.server, name="server"),
    path("letters", sent.letters, name="letters"),
    path("letters/<uuid:pk>/again", sent.again, name="again"),
    path("account/letters", quiet.own, name="own"),
    path("quiet/<str:token>/<slug:kind>", quiet.quiet, name="quiet"),
]
