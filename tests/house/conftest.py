"""One world for all tests of a module, taken back when the module ends."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.house.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; whatever a test changes in it, its own `django_db` mark takes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
