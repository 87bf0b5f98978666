"""A practice key that is gone for good ends nothing but its own list's word."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed, show
from tests.pages.stage import visitor
from waypost.credentials import actions, checks, key_files, mending, reissuing, rotation, suspending
from waypost.credentials.checking import check, signed_name
from waypost.credentials.keys import KeyLocked, current_key
from waypost.credentials.models import Award, IssuerKey
from waypost.credentials.status_lists import refresh_lists
from waypost.journal.doctor import Asked, State
from waypost.openbadges import Outcome
from waypost.people.mending import rename
from waypost.people.models import Person

HOUR = dt.timedelta(hours=1)


def lost(cast: Cast) -> None:
    """As docs/for-it.md says it."""
    key_files.path_of(current_key(cast.district, at=NOW)).unlink()
    call_command("keys", "rotate", district=cast.district.host)


@pytest.mark.parametrize("is_real", [False, True])
def test_its_badges_are_still_withdrawn_and_suspended(
    pecan_flats: Cast, caliche: Cast, is_real: bool
) -> None:
    cast = pecan_flats
    theirs = [award(cast, to=each) for each in (cast.ortiz, cast.reyes, cast.wells)]
    lost(cast)
    if is_real:
        confirmed(cast)
    for each in theirs:
        actions.share(award=each, visibility="public", shown=[], by=each.person, at=NOW)
    lead = visitor(cast, cast.lead)
    words = {"reason": "error", "note": "The wrong person."}
    gone = lead.post(reverse("pages:withdraw", args=[theirs[0].pk]), words)
    assert gone.status_code == 302
    held = {"reason": "question", "note": "A question."}
    assert lead.post(reverse("pages:suspend", args=[theirs[1].pk]), held).status_code == 302

    outcomes = [check(_again(each).documents.current(), at=NOW + HOUR) for each in theirs]
    assert [(each.outcome, each.reason) for each in outcomes] == [
        (Outcome.WITHDRAWN, "withdrawn"),
        (Outcome.WITHDRAWN, "suspended"),
        (Outcome.PRACTICE, "practice"),
    ]
    pages = [visitor(cast).get(f"/c/{each.public_id}").content.decode() for each in theirs]
    assert "withdrawn" in pages[0].lower()
    assert "suspended" in pages[1].lower()
    suspending.restore(award=_again(theirs[1]), note="It is.", by=cast.lead, at=NOW + HOUR)
    assert check(_again(theirs[1]).documents.current(), at=NOW + HOUR).outcome == Outcome.PRACTICE


def test_a_file_that_is_found_again_speaks_for_its_list(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    made = award(cast, to=cast.ortiz)
    file = key_files.path_of(current_key(cast.district, at=NOW))
    kept = file.read_text()
    lost(cast)
    before = made.documents.current().status_list.body
    actions.withdraw(award=made, reason="error", by=cast.lead, at=NOW)
    assert made.documents.current().status_list.body == before
    file.write_text(kept)
    refresh_lists([made], at=NOW + HOUR)
    assert made.documents.current().status_list.body != before


def test_a_locked_one_is_not_taken_for_lost(
    pecan_flats: Cast, caliche: Cast, settings: Settings
) -> None:
    cast = pecan_flats
    made = award(cast, to=cast.ortiz)
    call_command("keys", "rotate", district=cast.district.host)
    settings.KEYS_SECRET = "one"
    for key in IssuerKey.objects.filter(district=cast.district):
        key_files.seal_again(key)
    settings.KEYS_SECRET = "two"
    with pytest.raises(KeyLocked):
        actions.withdraw(award=made, reason="error", by=cast.lead, at=NOW)


def test_it_holds_up_no_real_badge(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    award(cast, to=cast.ortiz)
    file = key_files.path_of(current_key(cast.district, at=NOW))
    confirmed(cast)
    real = show(cast, "check-and-change", to=cast.ortiz, at=NOW + HOUR)
    assert real is not None
    # Nobody has changed it yet, and it is asked for first.
    file.unlink()
    rename(
        person=cast.ortiz, name="María Peña", called="María", note="M.", by=cast.lead, at=NOW + HOUR
    )
    person = Person.objects.get(pk=cast.ortiz.pk)
    done = mending.bring_up_to_date(
        person=person, reason="changed", note="M.", by=cast.lead, at=NOW + HOUR, most=1
    )
    assert [(each.award.practice, each.problem) for each in done] == [
        (True, "key_missing"),
        (False, ""),
    ]
    assert signed_name(_again(real)) == "María Peña"

    call_command("keys", "rotate", district=cast.district.host)
    done = mending.bring_up_to_date(
        person=person, reason="changed", note="M.", by=cast.lead, at=NOW + HOUR
    )
    assert [(each.award.practice, each.problem) for each in done] == [(True, "")]
    assert not list(mending.stale(person))


def test_after_it_was_lost_the_drill_comes_to_its_end(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    first = award(cast, to=cast.ortiz)
    lost(cast)
    second = award(cast, to=cast.reyes)
    call_command("keys", "compromised", "all", district=cast.district.host, reason="A backup.")
    assert not reissuing.to_sign_anew(cast.district).exists()
    for each in (first, second):
        assert check(each.documents.current(), at=timezone.now()).outcome == Outcome.PRACTICE
    call_command("keys", "anew", district=cast.district.host)


def test_what_can_be_signed_anew_is_and_the_rest_is_said(
    pecan_flats: Cast, caliche: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    cast = pecan_flats
    practice = award(cast, to=cast.ortiz)
    stolen = [current_key(cast.district, at=NOW)]
    confirmed(cast)
    real = award(cast, to=cast.reyes)
    stolen.append(current_key(cast.district, at=NOW))
    now = [rotation.withdraw_key(key=key, why="It.", by=cast.system, at=NOW) for key in stolen]
    assert now[0] is not None
    key_files.path_of(now[0]).unlink()
    with pytest.raises(CommandError, match=r"1 badge could not be signed anew.*is missing"):
        call_command("keys", "anew", district=cast.district.host)
    assert "1 badge signed anew" in capsys.readouterr().out
    assert check(real.documents.current(), at=timezone.now()).outcome == Outcome.REAL
    assert [left.award for left in reissuing.to_sign_anew(cast.district)] == [practice]


def test_the_doctor_says_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    award(cast, to=cast.ortiz)
    asked = Asked(at=NOW)
    assert not list(checks.lists_that_nobody_can_sign(asked))
    lost(cast)
    [found] = checks.lists_that_nobody_can_sign(asked)
    assert found.state == State.LOOK
    assert cast.district.host in found.said


def _again(made: Award) -> Award:
    return Award.objects.with_face().get(pk=made.pk)
