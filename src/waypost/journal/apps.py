from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "waypost.journal"
    label = "journal"
