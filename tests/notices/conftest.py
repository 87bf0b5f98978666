"""Mail as it goes in a district that is no demo."""

import pytest
from pytest_django import Settings


@pytest.fixture
def posting(settings: Settings) -> Settings:
    """By the product's own way instead of Django's test outbox, and by no server yet."""
    settings.EMAIL_BACKEND = "waypost.notices.outbox.OutboxBackend"
    settings.EMAIL_HOST = ""
    return settings
