from django.apps import AppConfig


class ExportConfig(AppConfig):
    name = "waypost.export"
    label = "export"
