"""Letters and pages about a badge say what holds for this one: from a list, by a rule alone, one
that ran out meanwhile, and whatever somebody takes along."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from tests.cast import MICRO, NOW, Cast
from tests.credentials import lists
from tests.credentials.made import award, confirmed
from tests.credentials.test_degree import RULE_ALONE, degree, parts, published
from tests.credentials.test_earlier import added
from tests.pages.stage import visitor
from waypost.credentials import actions, suspending
from waypost.credentials.models import Award
from waypost.credentials.taking_along import along_of, token_for
from waypost.journal.actions import deliver_all
from waypost.notices.ends import letters_before_the_end
from waypost.notices.models import Letter
from waypost.people import staffing
from waypost.people.models import Person

pytestmark = pytest.mark.any_database
DAY = dt.timedelta(days=1)
LATER = NOW + dt.timedelta(hours=1)
KEPT = "still there"
YEARLY = replace(MICRO, valid_months=12)


@pytest.fixture
def cast(pecan_flats: Cast, caliche: Cast) -> Cast:
    here = confirmed(pecan_flats)
    award(caliche, to=caliche.teacher, by=caliche.reviewer)
    return here


def listed(cast: Cast, slug: str = "forms-quiz") -> Award:
    return Award.objects.get(award_list=lists.awarded(cast, f"{cast.ortiz.email}\n", slug))


def by_rule(cast: Cast, months: int | None = None) -> Award:
    published(cast, replace(RULE_ALONE, valid_months=months))
    parts(cast, cast.ortiz)
    made = degree(cast.ortiz, "both")
    assert made
    return made


def letter(cast: Cast, kind: str) -> str:
    deliver_all(at=NOW + 500 * DAY)
    found = Letter.objects.get(to=cast.ortiz, kind=kind)
    return " ".join(found.text.split())


def page(cast: Cast, who: Person, address: str) -> str:
    answer = visitor(cast, who).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def withdrawn(cast: Cast, made: Award) -> tuple[str, str]:
    form = page(cast, cast.lead, f"/badges/{made.pk}/withdraw")
    actions.withdraw(award=made, reason="error", by=cast.lead, at=NOW)
    return form, letter(cast, "withdrawn")


def test_who_had_it_from_a_list_handed_nothing_in(cast: Cast) -> None:
    form, said = withdrawn(cast, listed(cast))
    for words in (form, said):
        assert "earn it from its page" in words
        assert KEPT not in words


def test_a_rule_alone_is_not_begun_again(cast: Cast) -> None:
    form, said = withdrawn(cast, by_rule(cast))
    for words in (form, said):
        assert "from its page in the catalog" not in words


def test_who_was_reviewed_can_start_again(cast: Cast) -> None:
    for words in withdrawn(cast, award(cast, to=cast.ortiz)):
        assert KEPT in words


def ending(cast: Cast, made: Award) -> tuple[str, str]:
    assert made.expires_at
    soon = made.expires_at - 10 * DAY
    Letter.objects.all().delete()
    letters_before_the_end(soon)
    with time_machine.travel(soon, tick=False):
        own = page(cast, cast.ortiz, f"/badges/{made.pk}")
        catalog = page(cast, cast.ortiz, f"/catalog/{made.version.achievement.slug}")
        assert ("Show it again" in catalog) is ("how it again" in own)
        return own, letter(cast, "ends")


def test_one_from_a_list_that_ends_is_shown_for_the_first_time(cast: Cast) -> None:
    published(cast, YEARLY)
    for words in ending(cast, listed(cast, YEARLY.slug)):
        assert "its page says what to hand in" in words
        assert KEPT not in words


def test_a_rule_alone_that_ends_is_renewed_by_a_lead(cast: Cast) -> None:
    for words in ending(cast, by_rule(cast, 12)):
        assert "A program lead renews it" in words
        assert "how it again" not in words


@pytest.mark.parametrize("late", [False, True])
def test_what_ran_out_while_it_was_suspended_does_not_count_again(cast: Cast, late: bool) -> None:
    published(cast, YEARLY)
    made = award(cast, YEARLY.slug, to=cast.ortiz)
    suspending.suspend(award=made, reason="question", note="", by=cast.lead, at=NOW + DAY)
    assert made.expires_at
    at = made.expires_at + 5 * DAY if late else NOW + 2 * DAY
    with time_machine.travel(at, tick=False):
        form = page(cast, cast.lead, f"/badges/{made.pk}/restore")
        answer = visitor(cast, cast.lead).post(
            f"/badges/{made.pk}/restore", {"note": "Hers."}, follow=True
        )
    for words in (form, answer.content.decode(), letter(cast, "restored")):
        assert ("ounts again" in words) is not late
        assert ("ime has run out" in words or "ime ran out" in words) is late
        assert not late or "sees that it is real" not in words


def test_the_letter_about_what_is_taken_along_counts_each_kind_by_itself(cast: Cast) -> None:
    old = "ortiz@pecanflats.example,María Ortiz"
    added(cast, f"{old},Old one,2024-03-05", f"{old},Old two,2024-03-06")
    said = left(cast)
    assert "2 records of what you earned before" in said
    for wrong in ("in every form", "stays valid", "anyone can check", "badges here"):
        assert wrong not in said


def test_what_was_withdrawn_is_taken_along_as_that(cast: Cast) -> None:
    actions.withdraw(award=award(cast, to=cast.ortiz), reason="error", by=cast.lead, at=NOW)
    award(cast, "check-and-change", to=cast.ortiz)
    said = left(cast)
    assert "1 badge in every form and 1 badge that was withdrawn" in said
    assert "anyone can check the signed files in it" in said
    assert along_of(cast.ortiz).count == 2


def left(cast: Cast) -> str:
    """What the letter says, and the page behind its link says too."""
    staffing.leave(person=Person.objects.get(pk=cast.ortiz.pk), by=cast.lead, at=LATER)
    said = letter(cast, "take_along")
    with time_machine.travel(LATER, tick=False):
        answer = visitor(cast).get(f"/take-along/{token_for(cast.ortiz)}")
    assert along_of(cast.ortiz).in_words in answer.content.decode()
    return said
