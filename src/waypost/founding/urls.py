"""Addresses of the room founding."""

from django.urls import path

from waypost.founding import keys_page, reached, settings_pages, setup

app_name = "founding"
urlpatterns = [
    path("setup", setup.checklist, name="setup"),
    path("settings/district", settings_pages.district, name="district"),
    path("settings/campuses", settings_pages.campuses, name="campuses"),
    path("settings/campuses/<uuid:pk>", settings_pages.campus, name="campus"),
    path("settings/look", settings_pages.look, name="look"),
    path("settings/look/colors", settings_pages.colors, name="colors"),
    path("settings/days-off", settings_pages.days_off, name="days_off"),
    path("settings/hours", settings_pages.hours, name="hours"),
    path("settings/choices", settings_pages.choices, name="choices"),
    path("settings/keys", keys_page.keys, name="keys"),
    path("settings/address", reached.address, name="address"),
    path(".well-known/waypost/<str:nonce>", reached.answer, name="answer"),
    path("address/<str:token>", reached.seen, name="seen"),
]
