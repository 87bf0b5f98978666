"""Draft, pilot group only, or everyone: the lead's switch, on its page and beside the text."""

import dataclasses

import pytest

from tests.cast import BADGE, NOW, Cast
from tests.pages.stage import visitor
from waypost.catalog import actions as catalog
from waypost.catalog.models import Audience, Version
from waypost.program.offers import piloted, to_begin_with


@pytest.fixture
def drafted(pecan_flats: Cast) -> Version:
    text = dataclasses.replace(BADGE, slug="new-one", title="A new one")
    return catalog.write(blueprint=text, by=pecan_flats.system, at=NOW)


def audience(version: Version) -> str:
    version.achievement.refresh_from_db()
    return version.achievement.audience


def test_the_list_shows_each_once_with_whom_it_is_for(pecan_flats: Cast, drafted: Version) -> None:
    again = dataclasses.replace(BADGE, title="Its next version")
    catalog.write(blueprint=again, by=pecan_flats.system, at=NOW)
    page = visitor(pecan_flats, pecan_flats.lead).get("/program/offers").content.decode()
    assert page.count("A new one") == 1
    assert page.count("</svg>Draft") == 1
    assert "Its next version" not in page, "what is published is offered, not its next draft"
    assert page.count('value="everyone" aria-pressed="true"') == 3


def test_the_switch_is_on_the_achievements_page_for_the_lead_alone(pecan_flats: Cast) -> None:
    version = pecan_flats.versions["forms-quiz"]
    here = "/catalog/forms-quiz"
    lead = visitor(pecan_flats, pecan_flats.lead)
    assert "Offered to" in lead.get(here).content.decode()
    for who in (pecan_flats.reyes, pecan_flats.dana, pecan_flats.ortiz):
        assert "Offered to" not in visitor(pecan_flats, who).get(here).content.decode()
    got = lead.post(f"/program/offers/{version.pk}", {"audience": "pilot", "next": here})
    assert got.headers["Location"] == here
    assert audience(version) == Audience.PILOT
    page = lead.get(here).content.decode()
    assert 'value="pilot" aria-pressed="true"' in page
    assert visitor(pecan_flats, pecan_flats.ortiz).get(here).status_code == 404


def test_a_draft_is_no_choice_and_neither_is_anything_else(
    pecan_flats: Cast, caliche: Cast, drafted: Version
) -> None:
    lead = visitor(pecan_flats, pecan_flats.lead)
    sent = {"audience": "everyone"}
    assert lead.post(f"/program/offers/{drafted.pk}", sent).status_code == 404
    theirs = caliche.versions["forms-quiz"]
    assert lead.post(f"/program/offers/{theirs.pk}", {"audience": "pilot"}).status_code == 404
    assert audience(theirs) == Audience.EVERYONE
    mine = pecan_flats.versions["forms-quiz"]
    lead.post(f"/program/offers/{mine.pk}", {"audience": "nobody"})
    away = lead.post(
        f"/program/offers/{mine.pk}", {"audience": "pilot", "next": "https://elsewhere.example"}
    )
    assert away.headers["Location"] == "/program/offers"
    assert audience(mine) == Audience.PILOT
    for who in (pecan_flats.dana, pecan_flats.reyes):
        assert visitor(pecan_flats, who).post(f"/program/offers/{mine.pk}", sent).status_code == 403


def test_a_degree_is_piloted_too_and_is_nothing_to_begin_with(
    pecan_flats: Cast, caliche: Cast
) -> None:
    degree = pecan_flats.versions["digital-classroom"].achievement
    catalog.offer(achievement=degree, audience=Audience.PILOT, by=pecan_flats.lead, at=NOW)
    assert [one.achievement for one in piloted(pecan_flats.lead)] == [degree]
    first = [one.achievement.slug for one in to_begin_with(pecan_flats.lead)]
    assert first == ["forms-quiz", "check-and-change"]
    assert piloted(caliche.lead) == []
