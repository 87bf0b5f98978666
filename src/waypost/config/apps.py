from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "waypost.config"
    label = "config"
