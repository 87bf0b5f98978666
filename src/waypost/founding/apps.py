from django.apps import AppConfig


class FoundingConfig(AppConfig):
    name = "waypost.founding"
    label = "founding"
