"""Addresses of the people of a district, and of what it decides about their sign-in."""

from django.urls import path

from waypost.people.views import adding, addresses, own, people, providers, sign_in

app_name = "people"
urlpatterns = [
    path("people", people.directory, name="directory"),
    path("people/add", adding.add, name="add"),
    path("people/<uuid:pk>", people.person, name="person"),
    path("people/<uuid:pk>/roles", people.give_role, name="give_role"),
    path("people/<uuid:pk>/roles/<uuid:placement>/end", people.end_role, name="end_role"),
    path("people/<uuid:pk>/leave", people.leave, name="leave"),
    path("people/<uuid:pk>/back", people.come_back, name="come_back"),
    path("settings/sign-in", providers.providers, name="providers"),
    path("settings/sign-in/<slug:kind>", providers.choose, name="choose_provider"),
    path("account/addresses/", addresses.addresses, name="addresses"),
    path("account/addresses/yes/<str:token>", addresses.confirm, name="address_confirm"),
    path("account/addresses/<int:pk>/remove", addresses.remove, name="address_remove"),
    path("account/second-factor/", own.second_factor, name="second_factor"),
    path("account/sign-out-everywhere/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/device/", sign_in.device, name="device"),
]
