"""Addresses of the room wallets; those of the API are given by Open Badges 3.0."""

from django.urls import path

from waypost.wallets.views import api, oauth, pages

app_name = "wallets"
urlpatterns = [
    path("ims/ob/v3p0/discovery", api.discovery, name="discovery"),
    path("ims/ob/v3p0/credentials", api.credentials, name="credentials"),
    path("ims/ob/v3p0/profile", api.profile_page, name="profile"),
    path(".well-known/oauth-authorization-server", api.oauth_metadata, name="metadata"),
    path("oauth/register", oauth.register, name="register"),
    path("oauth/authorize", oauth.authorize, name="authorize"),
    path("oauth/token", oauth.token, name="token"),
    path("oauth/revoke", oauth.revoke, name="revoke"),
    path("account/wallets", pages.own, name="own"),
    path("account/wallets/<uuid:pk>/end", pages.end, name="end"),
    path("settings/wallets", pages.settings, name="settings"),
    path("wallets/about", pages.about, name="about"),
]
