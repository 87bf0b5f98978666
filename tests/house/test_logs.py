"""Logs say what happened, and never to whom or what was typed."""

import json
import logging
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from tests.cast import PASSWORD, Cast
from tests.review import work
from waypost.credentials.models import Award
from waypost.evidence.models import Attempt
from waypost.journal.actions import deliver_one
from waypost.journal.models import Delivery, Entry
from waypost.notices.models import Letter
from waypost.people.models import Person

pytestmark = pytest.mark.django_db

# Each of these stands nowhere but where a person put it.
TYPED = "Whale-song-and-thunder"
FEEDBACK = "Marmalade-skies-ahead"
REASON = "Tangerine-dreams-over"
SEARCHED = "Velvet-gravel-hunted"
WRONG_PASSWORD = "not-her-password-either"


def visitor(cast: Cast, name: str) -> Client:
    client = Client(headers={"host": cast.district.host})
    account = cast.people[name].account
    assert account
    client.force_login(account)
    return client


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All loggers at DEBUG, but for the queries themselves, which no district ever switches on."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="django.request")
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield caplog
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)


def walk(cast: Cast) -> None:
    """The main job through the pages, with some mistakes on the way."""
    stranger = Client(headers={"host": cast.district.host})
    email = cast.people["ortiz"].email
    for password in (WRONG_PASSWORD, PASSWORD):
        stranger.post("/account/login/", {"login": email, "password": password})
    stranger.post("/account/login/code/", {"email": email})
    teacher, reviewer, lead = (visitor(cast, name) for name in ("ortiz", "dana", "lead"))
    begun = work.begun(cast, cast.people["ortiz"], "check-and-change")
    field = {"piece": 3, "prompt": 0, "text": TYPED, "revision": 1}
    for _twice in range(2):  # the second one was overtaken by the first
        teacher.post(f"/work/{begun.pk}/words", json.dumps(field), "application/json")
        field["text"] = TYPED + " again"
    reviewer.get(f"/work/{begun.pk}")
    teacher.get("/catalog", {"q": SEARCHED})
    teacher.post(f"/work/{begun.pk}", {"then": "submit"})
    attempt = Attempt.objects.get()
    rows = [str(row.pk) for row in begun.requirement.rows.all()]
    reviewer.post(f"/review/{attempt.pk}/start")
    scores = {f"level-{row}": "demonstrated" for row in rows}
    scores |= {f"comment-{row}": FEEDBACK for row in rows}
    scores |= {f"revision-{row}": "0" for row in rows}
    reviewer.post(f"/review/{attempt.pk}/score", {"then": "save", **scores})
    for _twice in range(2):
        reviewer.post(f"/review/{attempt.pk}/decide", {"verdict": "award", "note": FEEDBACK})
    award = Award.objects.get()
    stranger.get(f"/c/{award.public_id}")
    lead.get("/awards", {"q": cast.people["ortiz"].name})
    for _twice in range(2):
        lead.post(f"/badges/{award.pk}/withdraw", {"reason": "error", "note": REASON})
    while deliver_one(at=timezone.now()):
        continue


def private(cast: Cast) -> list[str]:
    names = [word for one in cast.people.values() for word in (one.name, one.email, one.called)]
    return [*names, TYPED, FEEDBACK, REASON, SEARCHED, PASSWORD, WRONG_PASSWORD]


def test_no_log_names_anyone_or_repeats_their_words(
    pecan_flats: Cast, caliche: Cast, everything: pytest.LogCaptureFixture
) -> None:
    walk(pecan_flats)
    said = "\n".join(
        f"{record.name} {record.getMessage()} {record.exc_text or ''}"
        for record in everything.records
    )
    assert Letter.objects.count() >= 3, "the main job did not happen"
    assert "/work/" in said, "no log was listened to"
    told = [word for word in private(pecan_flats) if re.search(rf"\b{re.escape(word)}\b", said)]
    assert told == []


def test_a_traceback_says_where_it_broke_and_not_what_was_in_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """A database that refuses a row may quote it; what machines say is said."""
    formatters: Any = settings.LOGGING["formatters"]
    formatter: logging.Formatter = import_string(formatters["line"]["()"])("%(message)s")

    def told(error: Exception) -> str:
        try:
            try:
                raise ValueError(TYPED)
            except ValueError as inner:
                raise error from inner
        except Exception:
            return formatter.format(
                logging.LogRecord("django.request", 40, "", 0, "Broken", (), sys.exc_info())
            )

    ortiz = pecan_flats.ortiz
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Person.objects.create(
            district=ortiz.district, account=ortiz.account, name="x", called="x", email=ortiz.email
        )
    said = told(refused.value)
    assert "IntegrityError" in said
    assert "in told" in said
    assert not any(word in said for word in (TYPED, ortiz.email))
    assert "disk is full" in told(OperationalError("database or disk is full"))


def test_the_journal_holds_no_name_and_no_word(pecan_flats: Cast, caliche: Cast) -> None:
    """It is kept for good, so it holds what a recount needs and nothing else."""
    walk(pecan_flats)
    kept = json.dumps(list(Entry.objects.values_list("facts", "actor")), default=str)
    kept += json.dumps(list(Delivery.objects.values_list("handler", "error")))
    assert Entry.objects.filter(kind="credentials.AwardMade").exists()
    told = [word for word in private(pecan_flats) if re.search(rf"\b{re.escape(word)}\b", kept)]
    assert told == []


def test_a_handler_that_fails_says_so_without_its_text(
    pecan_flats: Cast, everything: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an exception says may be what a person wrote."""
    work.handed_in(pecan_flats, pecan_flats.people["ortiz"])

    def broken(*_args: object, **_more: object) -> None:
        raise ValueError(TYPED)

    monkeypatch.setattr("waypost.notices.actions.letters.compose", broken)
    while deliver_one(at=timezone.now()):
        continue
    assert Delivery.objects.filter(error="ValueError").exists()
    assert "ValueError" in everything.text
    assert TYPED not in everything.text
