from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "waypost.notices"
    label = "notices"
