from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "waypost.credentials"
    label = "credentials"
