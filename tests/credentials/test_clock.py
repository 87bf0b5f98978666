"""A server whose clock is wrong says so, calls nothing real that it cannot date, and loses nothing.

Awards of the cast are made at NOW; the clock is then put before or after it.
"""

import datetime as dt
import io

import pytest
import time_machine
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials import made
from tests.evidence.scene import client_of
from tests.review import work
from waypost.credentials import actions
from waypost.credentials.checking import check
from waypost.credentials.models import Award
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.openbadges import Outcome
from waypost.review import actions as review

YESTERDAY = NOW - dt.timedelta(days=1)
FUTURE = "This badge is dated in the future"
CLOCK = "but the clock of learn.pecanflats.example says November 17, 2026, 2:00 pm."


@pytest.fixture
def real(pecan_flats: Cast, caliche: Cast) -> Award:
    return made.real(pecan_flats, visibility="front_page")


@pytest.fixture
def stranger(pecan_flats: Cast) -> Client:
    return Client(headers={"host": pecan_flats.district.host})


def test_a_clock_that_is_behind_is_named_and_nothing_is_called_real(
    stranger: Client, real: Award
) -> None:
    with time_machine.travel(YESTERDAY, tick=False):
        page = stranger.get(f"/c/{real.public_id}").content.decode()
    assert FUTURE in page
    assert f"It is dated November 18, 2026, 2:00 pm, {CLOCK}" in page
    assert "Check that clock, or ask Pecan Flats ISD, before you rely on it." in page
    assert "This badge is real" not in page
    assert "was changed" not in page


def test_a_clock_that_is_a_little_behind_changes_nothing(stranger: Client, real: Award) -> None:
    with time_machine.travel(NOW - dt.timedelta(minutes=4), tick=False):
        assert "This badge is real" in stranger.get(f"/c/{real.public_id}").content.decode()


def test_a_private_badge_keeps_its_date_to_itself(
    stranger: Client, real: Award, pecan_flats: Cast
) -> None:
    actions.share(award=real, visibility="private", shown=[], by=pecan_flats.ortiz, at=NOW)
    with time_machine.travel(YESTERDAY, tick=False):
        page = stranger.get(f"/c/{real.public_id}").content.decode()
        machine = stranger.get(f"/c/{real.public_id}.json").json()
    assert FUTURE in page
    assert "the clock of learn.pecanflats.example says November 17" in page
    assert "November 18" not in page
    assert machine["status"] == "dated_ahead"


def test_a_file_is_judged_by_the_same_clock(stranger: Client, real: Award) -> None:
    body = stranger.get(f"/c/{real.public_id}.json").content
    with time_machine.travel(YESTERDAY, tick=False):
        page = stranger.post("/check", {"badge": io.BytesIO(body)}).content.decode()
    assert FUTURE in page
    assert f"It is dated November 18, 2026, 2:00 pm, {CLOCK}" in page


def test_its_holder_is_told_too(real: Award, pecan_flats: Cast) -> None:
    with time_machine.travel(YESTERDAY):
        page = client_of(pecan_flats, "ortiz").get(f"/badges/{real.pk}").content.decode()
    assert "Dated in the future" in page
    assert "Withdrawn" not in page


def test_the_front_page_shows_no_badge_of_tomorrow(stranger: Client, real: Award) -> None:
    with time_machine.travel(YESTERDAY):
        assert f"/c/{real.public_id}" not in stranger.get("/").content.decode()
    with time_machine.travel(NOW + dt.timedelta(hours=1)):
        assert f"/c/{real.public_id}" in stranger.get("/").content.decode()


def test_a_withdrawal_is_not_hidden_by_a_clock(
    stranger: Client, real: Award, pecan_flats: Cast
) -> None:
    actions.withdraw(award=real, reason="error", by=pecan_flats.lead, at=NOW)
    for away in (-4000, -1, 1, 4000):
        with time_machine.travel(NOW + dt.timedelta(days=away)):
            page = stranger.get(f"/c/{real.public_id}").content.decode()
        assert "This badge was withdrawn" in page, away


def test_a_list_signed_by_a_clock_that_was_ahead_still_speaks(
    real: Award, pecan_flats: Cast
) -> None:
    other = made.award(pecan_flats, to=pecan_flats.reyes)
    ahead = NOW + dt.timedelta(days=365)
    actions.withdraw(award=other, reason="error", by=pecan_flats.lead, at=ahead)
    soon = NOW + dt.timedelta(hours=1)
    assert check(other.documents.get(), at=soon).outcome is Outcome.WITHDRAWN
    assert check(real.documents.get(), at=soon).outcome is Outcome.REAL


def test_a_practice_badge_says_so_beside_the_clock(
    stranger: Client, pecan_flats: Cast, caliche: Cast
) -> None:
    practice = made.award(pecan_flats, to=pecan_flats.ortiz)
    with time_machine.travel(YESTERDAY):
        page = stranger.get(f"/c/{practice.public_id}").content.decode()
    assert FUTURE in page
    assert "It is a practice badge." in page


@pytest.mark.parametrize("days", [-60, -1, 1, 3650])
def test_the_journey_goes_on_when_the_clock_jumps_in_the_middle(
    pecan_flats: Cast, caliche: Cast, days: int
) -> None:
    """Handed in by one clock, decided by another; both letters leave by the second."""
    dana, jumped = pecan_flats.dana, NOW + dt.timedelta(days=days)
    attempt = work.handed_in(pecan_flats, pecan_flats.ortiz, "forms-quiz")
    with time_machine.travel(jumped, tick=False):
        opened = review.start(attempt=attempt, by=dana, at=jumped)
        for row in attempt.submission.requirement.rows.all():
            review.score(
                review=opened, row=row, level="demonstrated", comment="", by=dana, at=jumped
            )
        review.decide(review=opened, verdict="award", by=dana, at=jumped)
        deliver_all(at=jumped)
        earned = Award.objects.get(person=pecan_flats.ortiz)
        assert check(earned.documents.get(), at=jumped).outcome is Outcome.PRACTICE
    assert Letter.objects.filter(to=pecan_flats.ortiz).count() == 2
