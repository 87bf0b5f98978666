from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "waypost.pages"
    label = "pages"
