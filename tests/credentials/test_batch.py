"""Many awards of one version signed together: the same documents, each place once."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast as people_of
from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed
from tests.racing import at_once
from waypost.credentials import batch
from waypost.credentials.batch import NotAlike, issue_many
from waypost.credentials.checking import check
from waypost.credentials.issuing import Composer, says_of
from waypost.credentials.keys import key_for
from waypost.credentials.models import Award, Document, StatusList
from waypost.credentials.status_lists import FULL, Place
from waypost.openbadges import ENTRIES, Outcome, TemplateDiffers, load
from waypost.openbadges.template_press import Press
from waypost.people.models import Person

LATER = NOW + dt.timedelta(days=30)


def crowd(cast: Cast, count: int) -> list[Person]:
    return Person.objects.bulk_create(
        Person(
            district=cast.district,
            name="" if number == 3 else f'Number "{number}" ]]> Ñ',
            called=f"N{number}",
            email="" if number == 4 else f"{uuid.uuid4().hex}@crowd.example",
        )
        for number in range(count)
    )


def awarded(cast: Cast, count: int, slug: str = "check-and-change") -> list[Award]:
    """Saved, and without documents yet."""
    return Award.objects.bulk_create(
        Award(
            district=cast.district,
            person=person,
            version=cast.versions[slug],
            practice=cast.district.practice,
            awarded_at=NOW,
            expires_at=LATER.replace(year=2031) if number == 5 else None,
        )
        for number, person in enumerate(crowd(cast, count))
    )


def is_what_one_would_be(document: Document) -> bool:
    """All that was signed, but for the salt and the place, which are random."""
    made, read = document.award, load(bytes(document.body))
    place = Place(document.status_list, document.status_index)
    entries = read["credentialSubject"].get("identifier", [])
    salt = next((each["salt"] for each in entries if "salt" in each), "x" * 32)
    composed = Composer(made, document.key, NOW).first(made, says_of(made), place, salt)
    return {**composed, "proof": read["proof"]} == read


@pytest.mark.parametrize("real", [False, True])
def test_each_document_is_what_it_would_be_alone(
    pecan_flats: Cast, caliche: Cast, real: bool
) -> None:
    cast = confirmed(pecan_flats) if real else pecan_flats
    beside = award(caliche, to=caliche.teacher, by=caliche.reviewer)
    awards = awarded(cast, 12)
    made = issue_many(awards, at=NOW)
    assert [each.award for each in made] == awards
    kept = {each.award_id: each for each in Document.objects.filter(district=cast.district)}
    assert len(kept) == 12
    for one in made:
        stored = kept[one.award_id]
        assert stored.sha256 == hashlib.sha256(bytes(stored.body)).hexdigest() == one.sha256
        assert bytes(one.body) == bytes(stored.body)
        assert is_what_one_would_be(stored)
        assert check(stored, at=LATER).outcome is (Outcome.REAL if real else Outcome.PRACTICE)
    assert len({load(bytes(each.body))["id"] for each in made}) == 12
    assert check(beside.documents.get(), at=LATER).outcome is Outcome.PRACTICE


def test_a_badge_signed_alone_is_composed_alike(pecan_flats: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    assert is_what_one_would_be(made.documents.get())


def test_practice_awards_stay_practice_after_the_address_is_confirmed(pecan_flats: Cast) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)  # with which the practice key came
    awards = awarded(pecan_flats, 3)
    cast = confirmed(pecan_flats)
    again = list(Award.objects.filter(pk__in=[each.pk for each in awards]))
    for document in issue_many(again, at=NOW):
        assert check(document, at=LATER).outcome is Outcome.PRACTICE
    assert not cast.district.practice


def test_no_award_is_no_document(pecan_flats: Cast) -> None:
    assert issue_many([], at=NOW) == []
    assert not StatusList.objects.exists()


def test_awards_that_are_not_alike_are_refused(pecan_flats: Cast, caliche: Cast) -> None:
    here, there = awarded(pecan_flats, 1), awarded(caliche, 1)
    other = awarded(pecan_flats, 1, "forms-quiz")
    practice = awarded(pecan_flats, 1)
    practice[0].practice = not practice[0].practice
    for awards in (here + there, here + other, here + practice):
        with pytest.raises(NotAlike):
            issue_many(awards, at=NOW)
    assert not Document.objects.exists()


def test_places_are_scattered_and_counted(pecan_flats: Cast) -> None:
    made = issue_many(awarded(pecan_flats, 40), at=NOW)
    places = [each.status_index for each in made]
    assert len(set(places)) == 40
    assert places != sorted(places)
    assert min(places) < ENTRIES // 4
    assert max(places) > ENTRIES * 3 // 4
    assert StatusList.objects.get(district=pecan_flats.district).used == 40


def test_a_place_that_is_taken_is_drawn_again(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = award(pecan_flats, to=pecan_flats.ortiz).documents.get().status_index
    draws = iter([first, 7, 7, first, 8, 9])
    monkeypatch.setattr(secrets, "randbelow", lambda _size: next(draws))
    made = issue_many(awarded(pecan_flats, 3), at=NOW)
    assert [each.status_index for each in made] == [7, 8, 9]


def test_where_a_list_fills_up_the_next_one_goes_on(pecan_flats: Cast) -> None:
    cast = confirmed(pecan_flats)
    award(cast, to=cast.ortiz)
    StatusList.objects.filter(district=cast.district).update(used=FULL - 2)
    made = issue_many(awarded(cast, 5), at=NOW)
    assert [each.status_list.number for each in made] == [1, 1, 2, 2, 2]
    for number, used in ((1, FULL), (2, 3)):
        assert StatusList.objects.get(district=cast.district, number=number).used == used
    for document in made:
        assert is_what_one_would_be(document)
        assert check(document, at=LATER).outcome is Outcome.REAL


def test_many_are_kept_a_few_at_a_time_and_in_order(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "TOGETHER", 4)
    awards = awarded(pecan_flats, 10)
    made = issue_many(awards, at=NOW)
    assert [each.award for each in made] == awards
    assert not [each for each in made if "body" in each.__dict__]
    assert all(is_what_one_would_be(each) for each in Document.objects.all())


def test_the_number_of_questions_does_not_grow(pecan_flats: Cast) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    counts = []
    for count in (6, 60):
        awards = list(Award.objects.filter(pk__in=[a.pk for a in awarded(pecan_flats, count)]))
        with (
            CaptureQueriesContext(
                connection,
            ) as asked,
            transaction.atomic(),
        ):
            issue_many(awards, at=NOW)
        counts.append(len(asked))
    # An INSERT of many is cut up by what the database takes at once.
    assert counts[1] <= counts[0] + 2
    assert counts[0] < 40


@pytest.mark.parametrize("what", ["statements", "words"])
def test_any_difference_stops_the_batch_and_nothing_is_kept(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    sign = Press.sign

    def other(self: Press, light: dict[str, object]) -> bytes:
        if what == "statements":  # signed over something else than it says
            return sign(self, light).replace(b'"created":"2026', b'"created":"2025')
        return sign(self, {**light, "validFrom": "2020-01-01T00:00:00Z"})

    monkeypatch.setattr(Press, "sign", other)
    awards = awarded(pecan_flats, 12)
    with pytest.raises(TemplateDiffers), transaction.atomic():
        issue_many(awards, at=NOW)
    assert not Document.objects.exists()


@pytest.fixture
def two(transactional_db: None) -> Cast:
    people_of.caliche()
    return people_of.pecan_flats()


def together(awards: list[Award]) -> Callable[[], object]:
    def issue() -> None:
        with transaction.atomic():
            issue_many(awards, at=NOW)

    return issue


def test_two_batches_at_once_share_a_list_and_no_place(two: Cast) -> None:
    """The first of a district, so that they also make the one list together."""
    several = [awarded(two, 15, slug) for slug in ("check-and-change", "forms-quiz")]
    assert at_once(*(together(awards) for awards in several)) == ["done", "done"]
    places = list(Document.objects.values_list("status_list", "status_index"))
    assert len(set(places)) == 30
    assert StatusList.objects.get().used == 30
    for document in Document.objects.select_related("award", "status_list"):
        assert is_what_one_would_be(document)
        assert key_for(document.award, at=NOW) == document.key


def test_a_badge_awarded_beside_a_batch_has_a_place_of_its_own(two: Cast) -> None:
    awards = awarded(two, 20)
    assert at_once(together(awards), lambda: award(two, to=two.ortiz)) == ["done", "done"]
    assert StatusList.objects.get().used == Document.objects.count() == 21
