"""The demo district, seeded once for all tests of a module: opening its files takes a while."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from waypost.demo import actions
from waypost.people.models import District


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[District]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield actions.seed(at=timezone.now(), say=lambda _: None)
        transaction.set_rollback(True)
