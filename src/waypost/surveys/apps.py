from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "waypost.surveys"
    label = "surveys"
