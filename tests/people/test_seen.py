"""When somebody was first and last here: to the hour, in one statement, and for nobody else."""

import datetime as dt

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, Cast
from waypost.people import seen
from waypost.people.models import Person

pytestmark = pytest.mark.django_db


def when(person: Person) -> tuple[dt.datetime | None, dt.datetime | None]:
    found = Person.objects.get(pk=person.pk)
    return found.first_seen_at, found.last_seen_at


def writes(queries: CaptureQueriesContext) -> list[str]:
    told = [query["sql"] for query in queries.captured_queries]
    return [sql for sql in told if sql.startswith("UPDATE") and "people_person" in sql]


def arriving(cast: Cast, person: Person) -> Client:
    """At the cast's district, before their first page."""
    client = Client(headers={"host": cast.district.host})
    assert person.account
    client.force_login(person.account)
    return client


@pytest.fixture
def ortiz(pecan_flats: Cast) -> Person:
    Person.objects.update(first_seen_at=None, last_seen_at=None)
    return Person.objects.get(pk=pecan_flats.ortiz.pk)


def test_the_first_time_stays_and_the_last_one_moves_once_an_hour(ortiz: Person) -> None:
    for minutes, last in ((0, 0), (59, 0), (60, 60), (61, 60), (600, 600)):
        person = Person.objects.get(pk=ortiz.pk)
        seen.note(person, at=NOW + dt.timedelta(minutes=minutes))
        assert when(ortiz) == (NOW, NOW + dt.timedelta(minutes=last))


def test_a_page_writes_it_down_with_one_update_and_no_question(
    pecan_flats: Cast, caliche: Cast, ortiz: Person
) -> None:
    browser = arriving(pecan_flats, ortiz)
    with CaptureQueriesContext(connection) as first:
        browser.get("/badges")
    with CaptureQueriesContext(connection) as second:
        browser.get("/badges")
    assert len(writes(first)) == 1
    assert len(first) - len(second) == 1
    assert when(ortiz)[0]
    assert when(pecan_flats.reyes) == (None, None)
    assert when(caliche.teacher) == (None, None)


def test_strangers_and_people_of_another_district_are_not_seen(
    pecan_flats: Cast, caliche: Cast, ortiz: Person
) -> None:
    arriving(pecan_flats, caliche.teacher).get("/catalog")
    assert when(caliche.teacher) == (None, None)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_busy_costs_nobody_their_page(pecan_flats: Cast, ortiz: Person) -> None:
    def busy(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # Django's own
        if sql.startswith('UPDATE "people_person"'):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    browser = arriving(pecan_flats, ortiz)
    with connection.execute_wrapper(busy):
        assert browser.get("/badges").status_code == 200
    assert when(ortiz) == (None, None)
