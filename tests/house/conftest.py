"""One world for all tests of a module, taken back when the module ends; or one for a browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from tests.browser import Browse
from tests.cast import as_demo
from tests.house.desk import Desk
from tests.house.states import people_on_stage
from tests.house.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; whatever a test changes in it, its own `django_db` mark takes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def stage(transactional_db: None, settings: Settings) -> World:
    """What a browser can see, with everybody who looks at it."""
    settings.SHOW_COMPONENTS = True
    # As an action would: PostgreSQL locks rows only inside a transaction.
    with transaction.atomic():
        made = build()
        as_demo(made.home)
        people_on_stage(made)
    return made


@pytest.fixture
def desk(
    stage: World,
    browse: Browse,
    sign_in: Callable[..., None],
    address: Callable[..., str],
) -> Desk:
    return Desk(stage, browse, sign_in, address)
