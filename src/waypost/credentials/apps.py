from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "waypost.credentials"
    label = "credentials"

    def ready(self) -> None:
        """A rule that cannot be read is found at start, not by the teacher who prints."""
        from waypost.credentials.state_rules import rules

        rules()
