"""Addresses of the room program."""

from django.urls import path

from waypost.program.views import groups, inviting, offers, participation, welcome, writing

app_name = "program"
urlpatterns = [
    path("program/groups", groups.listing, name="groups"),
    path("program/groups/<uuid:pk>", groups.group, name="group"),
    path("program/groups/<uuid:pk>/add", groups.add, name="add"),
    path("program/groups/<uuid:pk>/remove", groups.remove, name="remove"),
    path("program/groups/<uuid:pk>/close", groups.close, name="close"),
    path("program/groups/<uuid:pk>/letter", inviting.letter, name="letter"),
    path("program/groups/<uuid:pk>/try", inviting.try_it, name="try"),
    path("program/groups/<uuid:pk>/invite", inviting.invite, name="invite"),
    path("program/groups/<uuid:pk>/page", welcome.preview, name="preview"),
    path("program/offers", offers.listing, name="offers"),
    path("program/offers/<uuid:pk>", offers.offer, name="offer"),
    path("i/<str:token>", welcome.welcome, name="welcome"),
    path("i/<str:token>/opened", welcome.opened, name="opened"),
    path("participation", participation.listing, name="participation"),
    path("participation/active", participation.aim, name="aim"),
    path("participation/csv", participation.as_csv, name="csv"),
    path("participation/xlsx", participation.as_xlsx, name="xlsx"),
    path("participation/write", writing.write, name="write"),
    path("participation/letters", writing.letters, name="letters"),
    path("participation/letters/<uuid:pk>", writing.message, name="message"),
]
