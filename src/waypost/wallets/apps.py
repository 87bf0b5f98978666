from django.apps import AppConfig


class WalletsConfig(AppConfig):
    name = "waypost.wallets"
    label = "wallets"
