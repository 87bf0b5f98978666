"""A link that a teacher adds is tried out where the district has switched that on."""

import threading
from functools import partial

import pytest

from tests.cast import Cast
from tests.evidence.scene import begun, client_of
from tests.evidence.website import Website
from waypost.evidence import intake
from waypost.evidence.intake import links
from waypost.evidence.models import Artifact
from waypost.people import actions as people

pytestmark = pytest.mark.django_db

CLOSED = "A reviewer could not open this without signing in"


@pytest.fixture
def site(website: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The website next door stands for one out in the world, where our server may go."""
    there = partial(intake.try_link, allow_private=[website])
    monkeypatch.setattr(intake, "try_link", there)
    return website


def add(cast: Cast, url: str) -> tuple[str, str]:
    """The page that answers, and where it is."""
    work = begun(cast, cast.ortiz)
    address, client = f"/work/{work.pk}", client_of(cast, "ortiz")
    fields = {"link-2": url, "then": "add-2"}
    answer = client.post(address, fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode(), address


def test_a_document_that_was_not_shared_is_told_and_tried_again_once_it_is(
    pecan_flats: Cast, site: str
) -> None:
    people.choose(district=pecan_flats.district, try_links=True, by=pecan_flats.system)
    page, address = add(pecan_flats, f"http://{site}/shared")
    assert CLOSED in page
    artifact = Artifact.objects.get()
    client, again = client_of(pecan_flats, "ortiz"), f"{address}/{artifact.pk}/try"
    assert CLOSED in client.post(again, follow=True).content.decode()
    Website.shared = True
    assert CLOSED not in client.post(again, follow=True).content.decode()
    artifact.refresh_from_db()
    assert artifact.trial == "opens"
    assert len(Website.seen) == 3


def test_nobody_is_asked_where_it_is_switched_off(pecan_flats: Cast, site: str) -> None:
    page, address = add(pecan_flats, f"http://{site}/shared")
    artifact = Artifact.objects.get()
    client_of(pecan_flats, "ortiz").post(f"{address}/{artifact.pk}/try", follow=True)
    artifact.refresh_from_db()
    assert (artifact.trial, Website.seen) == ("not_tried", [])
    assert CLOSED not in page


def test_one_beyond_a_few_is_kept_and_tried_again_later(
    pecan_flats: Cast, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "AT_ONCE", threading.BoundedSemaphore(1))
    people.choose(district=pecan_flats.district, try_links=True, by=pecan_flats.system)
    with intake.asking():
        page, address = add(pecan_flats, f"http://{site}/")
    assert "The server was busy with other links" in page
    artifact = Artifact.objects.get()
    assert (artifact.trial, Website.seen) == ("busy", [])
    client_of(pecan_flats, "ortiz").post(f"{address}/{artifact.pk}/try", follow=True)
    artifact.refresh_from_db()
    assert artifact.trial == "opens"
