from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "waypost.support"
    label = "support"
