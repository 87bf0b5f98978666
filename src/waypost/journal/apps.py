from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class JournalConfig(AppConfig):
    name = "waypost.journal"
    label = "journal"

    def ready(self) -> None:
        """Let every room say what it wants to hear, as its `handlers.py` is imported."""
        for config in apps.get_app_configs():
            if config.name.startswith("waypost.") and find_spec(f"{config.name}.handlers"):
                import_module(f"{config.name}.handlers")
