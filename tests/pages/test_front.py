"""What a stranger sees first."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from tests.cast import BADGE, NOW, Cast, as_demo, confirm
from tests.credentials import lists
from tests.credentials.made import award, confirmed, corrected
from tests.pages.stage import earn, few_queries, fill_catalog, visitor
from waypost.catalog import actions as catalog
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award
from waypost.people import actions as people
from waypost.people.models import District

pytestmark = pytest.mark.any_database


def publish(award: Award, visibility: str = "front_page") -> Award:
    credentials.share(award=award, visibility=visibility, shown=[], by=award.person, at=NOW)
    return award


def test_it_says_what_this_is_and_where_to_go(pecan_flats: Cast) -> None:
    page = visitor(pecan_flats).get("/").content.decode()
    assert "For teachers and staff of Pecan Flats ISD" in page
    assert 'href="/catalog"' in page
    assert 'href="/account/login/"' in page
    assert page.count('href="/catalog/') == 3
    assert '<link rel="canonical" href="http://pecanflats.localhost:8000/">' in page


def test_signed_in_people_go_home(pecan_flats: Cast) -> None:
    answer = visitor(pecan_flats, pecan_flats.ortiz).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/home")


def test_the_newest_badge_that_its_earner_offered_is_there_to_check(
    pecan_flats: Cast, caliche: Cast
) -> None:
    publish(earn(pecan_flats, pecan_flats.ortiz, "forms-quiz"))
    newest = publish(
        earn(pecan_flats, pecan_flats.reyes, "check-and-change", NOW + dt.timedelta(days=1))
    )
    publish(earn(caliche, caliche.teacher, "forms-quiz", NOW + dt.timedelta(days=2)))

    page = visitor(pecan_flats).get("/").content.decode()
    assert f'href="/c/{newest.public_id}"' in page
    assert "Mateo Reyes earned “Check and change”" in page
    assert "María" not in page
    assert "Otis" not in page


@pytest.mark.parametrize("fate", ["private", "public", "withdrawn", "expired"])
def test_no_badge_is_shown_that_should_not_be(pecan_flats: Cast, fate: str) -> None:
    at = NOW
    if fate == "expired":
        monthly = replace(BADGE, valid_months=1)
        draft = catalog.write(blueprint=monthly, by=pecan_flats.system, at=NOW)
        pecan_flats.versions[BADGE.slug] = catalog.publish(
            version=draft, by=pecan_flats.system, at=NOW
        )
        at -= dt.timedelta(days=400)
    award = earn(pecan_flats, pecan_flats.ortiz, BADGE.slug, at)
    publish(award, fate if fate in {"private", "public"} else "front_page")
    if fate == "withdrawn":
        credentials.withdraw(award=award, reason="error", by=pecan_flats.lead, at=NOW)

    page = visitor(pecan_flats).get("/").content.decode()
    assert "Check one yourself" not in page
    assert "Ortiz" not in page


def test_it_says_what_the_badge_says_since_it_was_corrected(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    later = NOW + dt.timedelta(days=5)
    made = publish(earn(cast, cast.ortiz, BADGE.slug, later))
    publish(earn(caliche, caliche.teacher, BADGE.slug))
    corrected(cast, made, later)
    with time_machine.travel(later, tick=False), few_queries():
        page = visitor(cast).get("/").content.decode()
    assert "María Peña earned “Google Forms" in page
    assert "on November 20, 2026 and chose to show it here" in page
    assert "Ortiz" not in page


def test_what_was_awarded_from_a_list_is_not_called_earned(
    pecan_flats: Cast, caliche: Cast
) -> None:
    brought = lists.awarded(pecan_flats, "email,date\nortiz@pecanflats.example,2025-05-14\n")
    publish(Award.objects.get(award_list=brought))
    page = visitor(pecan_flats).get("/").content.decode()
    assert "María Ortiz was awarded “Google Forms" in page
    assert "dated May 14, 2025, and chose to show it here" in page
    assert "Ortiz earned" not in page


def test_no_practice_badge_is_shown_as_a_real_one(pecan_flats: Cast, caliche: Cast) -> None:
    practice = publish(award(pecan_flats, to=pecan_flats.ortiz))
    assert practice.public_id in visitor(pecan_flats).get("/").content.decode()
    confirmed(pecan_flats)
    assert "Check one yourself" not in visitor(pecan_flats).get("/").content.decode()


def test_newer_ones_that_have_ended_hide_none_that_holds(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    holds = publish(earn(cast, cast.ortiz, "check-and-change", NOW - dt.timedelta(days=90)))
    draft = catalog.write(blueprint=replace(BADGE, valid_months=1), by=cast.system, at=NOW)
    cast.versions[BADGE.slug] = catalog.publish(version=draft, by=cast.system, at=NOW)
    for who in (cast.reyes, cast.wells, cast.rep, cast.ortiz):
        publish(earn(cast, who, BADGE.slug, NOW - dt.timedelta(days=60)))
    ahead = publish(earn(cast, cast.reyes, "check-and-change", NOW + dt.timedelta(days=60)))
    with time_machine.travel(NOW, tick=False):
        page = visitor(cast).get("/").content.decode()
    assert holds.public_id in page
    assert ahead.public_id not in page


def test_a_film_is_shown_only_where_there_is_one(pecan_flats: Cast) -> None:
    assert "<video" not in visitor(pecan_flats).get("/").content.decode()
    as_demo(pecan_flats)
    page = visitor(pecan_flats).get("/").content.decode()
    assert '<track kind="captions"' in page
    assert 'preload="none"' in page


def test_an_empty_district_says_so(db: None) -> None:
    people.create_district(
        name="New ISD", host="new.localhost", address="http://new.localhost", at=NOW
    )
    empty = District.objects.get()
    page = visitor(Cast(district=empty, campus=None)).get("/")  # type: ignore[arg-type]  # none
    assert "The catalog is being written" in page.content.decode()


def test_a_practice_district_asks_search_engines_to_stay_away(pecan_flats: Cast) -> None:
    client = visitor(pecan_flats)
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    confirm(pecan_flats.district, "https://pf.example", by=pecan_flats.lead, at=NOW)
    assert b"Disallow: /\n" not in client.get("/robots.txt").content


def test_it_costs_the_same_with_a_thousand_entries(pecan_flats: Cast) -> None:
    fill_catalog(pecan_flats, 1000)
    with few_queries():
        answer = visitor(pecan_flats).get("/")
    assert answer.status_code == 200
