from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "waypost.review"
    label = "review"
