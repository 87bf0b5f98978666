"""Where the journeys of a teacher begin."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.cast import Cast
from waypost.people.models import Person


@pytest.fixture
def started(
    pecan_flats: Cast, address: Callable[..., str], sign_in: Callable[[Page, Person], None]
) -> Callable[[Page], str]:
    """The work of ortiz on the micro-credential, opened on a page."""

    def open_it(page: Page) -> str:
        sign_in(page, pecan_flats.ortiz)
        page.goto(f"/earn/{pecan_flats.versions['check-and-change'].pk}")
        page.get_by_role("button", name="Start").click()
        page.wait_for_url(re.compile(r"/work/[0-9a-f-]{36}"))
        return page.url

    return open_it
