from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "waypost.integrations"
    label = "integrations"
