"""What the delivery loop does once a day."""

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session

from tests.cast import NOW
from waypost.journal import duties
from waypost.journal.management.commands.deliver import run

done: list[str] = []


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Two duties, the first of which fails; the second ends the loop."""
    ended = threading.Event()

    def failing(at: dt.datetime) -> int:
        done.append("failing")
        raise ValueError("what somebody wrote")

    def ending(at: dt.datetime) -> int:
        done.append("ending")
        ended.set()
        return 3

    kept = dict(duties._duties)
    duties._duties.clear()
    duties.daily(failing)
    duties.daily(ending)
    done.clear()
    yield ended
    duties._duties.clear()
    duties._duties.update(kept)


@pytest.mark.django_db
def test_the_loop_does_its_duties_and_one_that_fails_stops_no_other(
    stop: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    run(stop, once=False, pause=0)
    assert done == ["failing", "ending"]
    assert "failed (ValueError)" in caplog.text
    assert "somebody" not in caplog.text


@pytest.mark.django_db
def test_whoever_delivers_once_has_no_duties(stop: threading.Event) -> None:
    run(stop, once=True, pause=0)
    assert done == []


def test_rooms_say_what_is_to_be_done() -> None:
    assert set(duties._duties) == {
        "credentials.duties.files_never_added",
        "credentials.duties.lists_never_begun",
        "credentials.duties.suspension_lists",
        "credentials.duties.what_old_lists_said",
        "evidence.duties.abandoned_uploads",
        "evidence.duties.files_without_evidence",
        "evidence.duties.parts_without_upload",
        "notices.duties.badges_that_end",
        "notices.duties.monday_letters",
        "notices.duties.old_hellos",
        "people.duties.ended_sessions",
        "wallets.duties.connections_unused",
        "wallets.duties.tokens_over",
        "wallets.duties.wallets_forgotten",
    }


@pytest.mark.django_db
def test_a_session_that_ended_is_put_away_and_a_living_one_stays() -> None:
    for key, until in (("old", NOW - dt.timedelta(hours=1)), ("new", NOW + dt.timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=until)
    assert duties._duties["people.duties.ended_sessions"](NOW) == 1
    assert [session.session_key for session in Session.objects.all()] == ["new"]
