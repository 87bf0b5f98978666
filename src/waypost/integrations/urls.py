"""Addresses of the room integrations: the lead's page, and those of the VC API."""

from django.urls import path

from waypost.integrations.views import api, tokens

app_name = "integrations"
urlpatterns = [
    path("settings/systems", tokens.tokens, name="tokens"),
    path("settings/systems/<uuid:pk>/end", tokens.end, name="end"),
    path("vc-api/credentials/issue", api.issue, name="issue"),
    path("vc-api/credentials/verify", api.verify, name="verify"),
    path("vc-api/credentials/status", api.update_status, name="update_status"),
    path("vc-api/presentations/verify", api.verify_presentation, name="verify_presentation"),
    path("vc-api/status/<int:number>", api.revocations, name="revocations"),
    path("vc-api/status/suspension/<int:number>", api.suspensions, name="suspensions"),
    # As the first lists of all name it.
    path("vc-api/status/<int:number>/suspension", api.suspensions, name="suspensions_below"),
]
