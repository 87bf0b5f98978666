"""The printed certificate: where its code and its link lead, whom it tells what, what it says."""

import io
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import segno
from django.test import Client
from pypdf import PageObject, PdfReader

from tests.cast import NOW, Cast
from tests.credentials.made import award, real
from tests.pages.stage import visitor
from waypost.credentials import actions, certificate
from waypost.credentials.checking import check_file, published
from waypost.credentials.models import Award
from waypost.openbadges import Outcome, verify
from waypost.openbadges.paper import MOST
from waypost.people.models import Person

pytestmark = pytest.mark.any_database

# A stroke through the middle of dark modules that stand in one row; the code is the most of them.
RUN = rb"(\d+) (\d+)\.5 m (\d+) \d+\.5 l\s+"
RUNS = re.compile(rb"(?:" + RUN + rb")+")


@pytest.fixture
def made(pecan_flats: Cast, caliche: Cast) -> Award:
    return award(pecan_flats, to=pecan_flats.ortiz)


@pytest.fixture
def stranger(pecan_flats: Cast) -> Client:
    return visitor(pecan_flats)


def share(made: Award, visibility: str = "public") -> None:
    actions.share(award=made, visibility=visibility, shown=[], by=made.person, at=NOW)


def printed(client: Client, made: Award, **asked: str) -> PageObject:
    answer = client.get(f"/c/{made.public_id}.pdf", asked)
    assert answer.status_code == 200
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    return page


def link(page: PageObject) -> str:
    notes: Any = page["/Annots"]
    (found,) = (each.get_object() for each in notes)
    return str(found["/A"]["/URI"])


def words(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


def code(page: PageObject) -> list[list[int]]:
    """The modules that are printed, row by row, without the two quiet ones around them."""
    content = page.get_contents()
    assert content is not None
    runs = max((each[0] for each in RUNS.finditer(content.get_data())), key=len)
    dark = {
        (int(line) - 2, column - 2)
        for start, line, end in re.findall(RUN, runs)
        for column in range(int(start), int(end))
    }
    size = max(max(place) for place in dark) + 1
    return [[int((row, column) in dark) for column in range(size)] for row in range(size)]


def test_a_stranger_who_scans_a_private_certificate_sees_name_title_and_date(
    stranger: Client, made: Award, pecan_flats: Cast
) -> None:
    page = printed(visitor(pecan_flats, pecan_flats.ortiz), made)
    place = link(page)
    assert place.startswith(f"{pecan_flats.district.address}/c/{made.public_id}?k=")
    shown = stranger.get(place.removeprefix(pecan_flats.district.address)).content.decode()
    for said in ("María Ortiz", "Google Forms: a quiz that grades itself", "November 18, 2026"):
        assert said in shown
        assert said in words(page)


def test_the_code_leads_where_the_link_does(made: Award, pecan_flats: Cast) -> None:
    page = printed(visitor(pecan_flats, pecan_flats.ortiz), made)
    said = certificate.code(made, keyed=True)
    assert said.partition("#")[0] == link(page)
    drawn = segno.make(said, error="m")
    assert code(page) == [list(row) for row in drawn.matrix]


def test_the_code_is_checked_without_a_network_even_when_the_badge_is_private(
    pecan_flats: Cast,
) -> None:
    badge = real(pecan_flats, visibility="private")
    said = certificate.code(badge, keyed=True).encode()
    verdict = check_file(said, pecan_flats.district, at=NOW)
    assert verdict.outcome is Outcome.REAL
    assert verdict.facts is not None
    assert (verdict.facts.earner_name, verdict.facts.name) == ("María Ortiz", badge.version.title)
    # With the key alone, as somebody has it who saved it once.
    alone = verify(said, now=NOW, did_documents=published(pecan_flats.district))
    assert alone.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    actions.withdraw(award=badge, reason="error", by=pecan_flats.lead, at=NOW)
    assert check_file(said, pecan_flats.district, at=NOW).outcome is Outcome.WITHDRAWN


def test_a_name_too_long_for_a_code_leaves_the_address_in_it(pecan_flats: Cast) -> None:
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(name="\U00010400" * 200)
    made = award(pecan_flats, to=pecan_flats.ortiz)
    said = certificate.code(made, keyed=False)
    assert len(said.encode()) <= MOST


def test_a_public_certificate_gives_strangers_no_key_to_what_may_be_private_one_day(
    stranger: Client, made: Award
) -> None:
    share(made)
    answer = stranger.get(f"/c/{made.public_id}.pdf")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert made.share_key.encode() not in answer.content
    place = link(printed(stranger, made))
    assert not urlsplit(place).query
    share(made, "private")
    shown = stranger.get(urlsplit(place).path).content.decode()
    assert "This badge is private" in shown
    assert "María" not in shown


@pytest.mark.parametrize("who", ["ortiz", "lead", "hr", "with the key"])
def test_who_may_read_it_in_private_gets_the_key_and_no_cache_keeps_it(
    made: Award, pecan_flats: Cast, who: str
) -> None:
    share(made)
    person = pecan_flats.people.get(who)
    client, asked = visitor(pecan_flats, person), {} if person else {"k": made.share_key}
    assert link(printed(client, made, **asked)).endswith(f"?k={made.share_key}")
    answer = client.get(f"/c/{made.public_id}.pdf", asked)
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer


@pytest.mark.parametrize("who", ["dana", "principal", "reyes"])
def test_a_colleague_is_a_stranger_to_the_key(made: Award, pecan_flats: Cast, who: str) -> None:
    share(made)
    assert "?" not in link(printed(visitor(pecan_flats, pecan_flats.people[who]), made))


def test_the_certificate_names_whom_the_signed_badge_names(
    stranger: Client, made: Award, pecan_flats: Cast
) -> None:
    """A later name is for the next badge: whoever scans this one reads the signed name."""
    share(made)
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(name="María Salas")
    assert "María Ortiz" in words(printed(stranger, made))


def test_it_is_the_same_file_whenever_it_is_asked_for(stranger: Client, made: Award) -> None:
    share(made)
    told = PdfReader(io.BytesIO(stranger.get(f"/c/{made.public_id}.pdf").content)).metadata
    assert told is not None
    assert told.creation_date is not None
    assert told.modification_date == told.creation_date
    assert f"{told.creation_date:%Y-%m-%d}" == "2026-11-18"


def test_practice_and_withdrawal_are_said_on_its_face(
    made: Award, stranger: Client, pecan_flats: Cast
) -> None:
    share(made)
    assert "Practice" in words(printed(stranger, made))
    actions.withdraw(award=made, reason="error", by=pecan_flats.lead, at=NOW)
    assert "Withdrawn" in words(printed(stranger, made))
    whole = real(pecan_flats)
    said = words(printed(stranger, whole))
    assert "Practice" not in said
    assert "Withdrawn" not in said
