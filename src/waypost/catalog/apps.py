from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "waypost.catalog"
    label = "catalog"
