"""Names: any language, one line, and nothing that nobody can see."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.cast import NOW, Cast
from waypost.people import actions
from waypost.people.characters import printable, tidy
from waypost.people.models import District, Person
from waypost.people.viewers import System

pytestmark = pytest.mark.django_db
Give = Callable[[District, str], object]


def person(district: District, name: str) -> Person:
    by = System(district, "test")
    return actions.add_person(
        district=district, name=name, called=name, email="new@example.org", by=by
    )


def new_district(_: District, name: str) -> District:
    return actions.create_district(
        name=name, host="new.example", address="https://new.example", at=NOW
    )


def campus(district: District, name: str) -> object:
    return actions.add_campus(district=district, name=name, by=System(district, "test"))


def day_off(district: District, name: str) -> object:
    by = System(district, "test")
    return actions.add_day_off(district=district, date=dt.date(2030, 7, 4), name=name, by=by)


@pytest.mark.parametrize("give", [person, new_district, campus, day_off])
def test_a_hidden_character_in_a_name_is_refused_in_words(pecan_flats: Cast, give: Give) -> None:
    for hidden in ("\x00", "\x1b", "\n", "\x9b", "\ud800", "\ufffe"):
        with pytest.raises(ValidationError) as refused:
            give(pecan_flats.district, f"Ana{hidden} Reyes")
        assert "hidden character" in refused.value.messages[0]
        assert "Reyes" in refused.value.messages[0]


@pytest.mark.parametrize("name", ["Ánh Tuyết", "ليلى", "Renée O’Neil-Brown", "Mei\u00a0Li"])
def test_a_name_of_any_language_stays_as_it_is(pecan_flats: Cast, caliche: Cast, name: str) -> None:
    assert person(pecan_flats.district, name).name == name
    assert not Person.objects.filter(district=caliche.district, name=name).exists()


@pytest.mark.parametrize("hidden", ["\x07", "\x9b", "\ud800", "\ufffe", "\uffff"])
def test_writing_and_the_catalog_leave_out_the_same_characters(hidden: str) -> None:
    assert tidy(f"a{hidden}b") == printable(f"a{hidden}b") == "ab"
