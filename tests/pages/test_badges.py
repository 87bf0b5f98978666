"""The holder's page, and the same page as the district's team sees it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine
from django.test import Client

from tests.cast import BADGE, NOW, Cast
from tests.credentials.lists import awarded
from tests.credentials.made import award as made
from tests.review.work import decided, handed_in
from waypost.catalog import actions as catalog
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award
from waypost.people.models import Person

pytestmark = pytest.mark.any_database

Read = Callable[[Person, str], str]


@pytest.fixture
def read() -> Read:
    def page(person: Person, address: str) -> str:
        client = Client(HTTP_HOST=person.district.host)
        assert person.account
        client.force_login(person.account)
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return page


@pytest.fixture
def award(pecan_flats: Cast, caliche: Cast) -> Award:
    """Earned by handing in and being reviewed, in both districts."""
    for cast, teacher, by in (
        (caliche, caliche.teacher, caliche.reviewer),
        (pecan_flats, pecan_flats.ortiz, pecan_flats.dana),
    ):
        decided(handed_in(cast, teacher), by, *["demonstrated"] * 3, verdict="award")
    return Award.objects.get(district=pecan_flats.district)


def here(page: str) -> str:
    """The place that the navigation says one is at."""
    return page.partition('aria-current="page"')[2].partition("</a>")[0].rpartition(">")[2]


@pytest.mark.parametrize(("who", "reads"), [("ortiz", True), ("lead", True), ("hr", False)])
def test_whose_trail_it_is_finds_it_from_the_badge(
    pecan_flats: Cast, award: Award, read: Read, who: str, reads: bool
) -> None:
    page = read(pecan_flats.people[who], f"/badges/{award.pk}")
    assert "Who did what, and when" in page
    assert ("The tries and reviews before it" in page) is reads


def test_the_team_is_not_told_to_keep_what_is_somebody_else_s(
    pecan_flats: Cast, award: Award, read: Read
) -> None:
    own = read(pecan_flats.ortiz, f"/badges/{award.pk}")
    assert "if you change jobs" in own
    assert here(own) == "Badges"
    for address in (f"/badges/{award.pk}", f"/badges/{award.pk}/withdraw"):
        assert here(read(pecan_flats.lead, address)) == "Program"
    assert "if you change jobs" not in read(pecan_flats.hr, f"/badges/{award.pk}")


def test_who_sees_it_is_said_as_it_is(pecan_flats: Cast, award: Award, read: Read) -> None:
    page = read(pecan_flats.ortiz, f"/badges/{award.pk}")
    assert "Only me, the program leads and HR" in page
    assert "Your principal is shown how many teachers have earned something, without names" in page
    assert "Ortiz" in read(pecan_flats.lead, "/awards")
    assert "Ortiz" in read(pecan_flats.hr, "/awards")
    assert "Ortiz" not in read(pecan_flats.principal, "/home")
    assert "Private" in read(pecan_flats.ortiz, "/badges")


@pytest.mark.parametrize("visibility", ["public", "front_page"])
def test_a_badge_that_is_open_to_anyone_answers_strangers(
    pecan_flats: Cast, award: Award, visibility: str
) -> None:
    stranger = Client(HTTP_HOST=pecan_flats.district.host)
    addresses = [f"/c/{award.public_id}{kind}" for kind in (".png", ".svg", ".pdf")]
    assert {stranger.get(address).status_code for address in addresses} == {404}
    credentials.share(award=award, visibility=visibility, shown=[], by=award.person, at=NOW)
    assert {stranger.get(address).status_code for address in addresses} == {200}
    page = stranger.get(f"/c/{award.public_id}")
    assert "María Ortiz" in page.content.decode()
    assert "X-Robots-Tag" not in page.headers


def test_a_practice_badge_that_ran_out_is_called_expired_wherever_it_is_listed(
    pecan_flats: Cast, caliche: Cast, read: Read
) -> None:
    system = pecan_flats.system
    draft = catalog.write(
        blueprint=replace(BADGE, slug="monthly", valid_months=1), by=system, at=NOW
    )
    pecan_flats.versions["monthly"] = catalog.publish(version=draft, by=system, at=NOW)
    made(pecan_flats, "monthly", to=pecan_flats.ortiz)
    places = ((pecan_flats.lead, "/awards"), (pecan_flats.ortiz, "/badges"))
    with time_machine.travel(NOW + dt.timedelta(days=40)):
        for person, address in (*places, (pecan_flats.hr, f"/awards/of/{pecan_flats.ortiz.pk}")):
            page = read(person, address)
            assert ">Expired</span>" in page, address
            assert "Practice</span>" not in page, address


@pytest.mark.parametrize("over", [False, True])
def test_whoever_keeps_records_comes_from_a_badge_to_all_of_them(
    pecan_flats: Cast, award: Award, read: Read, over: bool
) -> None:
    """HR too, and a lead also once it is withdrawn: that is where a leaver's file is."""
    if over:
        credentials.withdraw(award=award, reason="error", note="", by=pecan_flats.lead, at=NOW)
    link = f'href="/awards/of/{pecan_flats.ortiz.pk}"'
    for person in (pecan_flats.lead, pecan_flats.hr):
        assert read(person, f"/badges/{award.pk}").count(link) == 1
    assert "/all.zip" in read(pecan_flats.hr, f"/awards/of/{pecan_flats.ortiz.pk}")
    assert link not in read(pecan_flats.ortiz, f"/badges/{award.pk}")


def test_of_a_badge_from_a_list_nothing_is_said_to_have_been_handed_in(
    pecan_flats: Cast, award: Award, read: Read
) -> None:
    there = "what was handed in is still there"
    page = read(pecan_flats.lead, f"/badges/{award.pk}/withdraw")
    assert there in page
    assert "earned by María Ortiz on November" in page
    listed = awarded(pecan_flats, "E-mail,Date\nreyes@pecanflats.example,2019-05-14\n")
    one = listed.awards.get()
    for step in ("withdraw", "suspend", "name"):
        page = read(pecan_flats.lead, f"/badges/{one.pk}/{step}")
        assert there not in page
        assert "from a list and dated May 14, 2019." in page, step
        assert "earned by" not in page
