from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class JournalConfig(AppConfig):
    name = "waypost.journal"
    label = "journal"

    def ready(self) -> None:
        """Let every room say what it wants to hear, to do daily and to be asked."""
        for config in apps.get_app_configs():
            for name in (f"{config.name}.{each}" for each in ("handlers", "duties", "checks")):
                if config.name.startswith("waypost.") and find_spec(name):
                    import_module(name)
