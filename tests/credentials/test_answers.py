"""How a badge's files answer programs: whole or not again, from any page, and at the badge's id."""

import io
import uuid

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.cast import NOW, Cast
from tests.credentials.made import award
from tests.evidence.scene import client_of
from waypost.credentials import actions
from waypost.credentials.models import Award
from waypost.people.models import Person

pytestmark = pytest.mark.any_database

FILES = ("json", "png", "svg", "pdf")


@pytest.fixture
def stranger(pecan_flats: Cast, caliche: Cast) -> Client:
    return Client(headers={"host": pecan_flats.district.host})


@pytest.fixture
def public(pecan_flats: Cast) -> Award:
    return awarded_as(pecan_flats, pecan_flats.ortiz.name)


def awarded_as(cast: Cast, name: str) -> Award:
    """Signed for a person of that name, and public."""
    Person.objects.filter(pk=cast.ortiz.pk).update(name=name)
    made = award(cast, to=cast.ortiz)
    actions.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    return made


@pytest.mark.parametrize("extension", FILES)
def test_what_a_program_has_is_not_sent_again(
    stranger: Client, public: Award, extension: str
) -> None:
    place = f"/c/{public.public_id}.{extension}"
    first = stranger.get(place)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["Cache-Control"] == "public, max-age=300"
    again = stranger.get(place, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = stranger.get(place, headers={"if-none-match": '"something else"'})
    assert other.content == first.content
    head = stranger.head(place)
    assert (head.content, head["ETag"]) == (b"", first["ETag"])
    assert head["Content-Length"] == str(len(first.content))


def test_a_private_badges_files_are_nobodys_to_keep(
    stranger: Client, public: Award, pecan_flats: Cast
) -> None:
    actions.share(award=public, visibility="private", shown=[], by=pecan_flats.ortiz, at=NOW)
    owner = client_of(pecan_flats, "ortiz")
    for extension in FILES:
        answer = owner.get(f"/c/{public.public_id}.{extension}")
        assert answer["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in answer
        assert "ETag" not in answer
    assert stranger.get(f"/c/{public.public_id}.json")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("accept", "machine"),
    [
        ("application/vc+ld+json", True),
        ("application/vc", True),
        ("application/ld+json, application/json;q=0.9", True),
        ("application/json, */*;q=0.1", True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("*/*", False),
        ("image/png", False),
        ("nonsense", False),
    ],
)
def test_a_program_that_follows_a_badges_id_gets_the_badge(
    stranger: Client, public: Award, pecan_flats: Cast, accept: str, machine: bool
) -> None:
    place = f"/c/{public.public_id}"
    answer = stranger.get(place, headers={"accept": accept})
    assert "Accept" in answer["Vary"]
    whole = stranger.get(f"{place}.json").content
    assert (answer.content == whole) is machine
    actions.share(award=public, visibility="private", shown=[], by=pecan_flats.ortiz, at=NOW)
    private = stranger.get(place, headers={"accept": accept})
    assert "María".encode() not in private.content
    assert (b'"private": true' in private.content) is machine


@pytest.mark.parametrize(
    "odd", ["", "%00", "%2e%2e", "a" * 3000, "%F0%9F%91%A9", "%ff", "%0d%0aX:1", "..", "'", "%25s"]
)
@pytest.mark.parametrize("extension", ["", *(f".{each}" for each in FILES)])
def test_an_odd_address_is_a_badge_that_is_not_there(
    stranger: Client, odd: str, extension: str
) -> None:
    assert stranger.get(f"/c/{odd}{extension}").status_code == 404
    assert stranger.get(f"/c/{odd}/evidence/{uuid.uuid4()}").status_code == 404


def test_a_private_withdrawn_badge_says_neither_when_nor_why(
    stranger: Client, public: Award, pecan_flats: Cast
) -> None:
    actions.share(award=public, visibility="private", shown=[], by=pecan_flats.ortiz, at=NOW)
    actions.withdraw(award=public, reason="evidence", by=pecan_flats.lead, at=NOW)
    shown = stranger.get(f"/c/{public.public_id}").content.decode()
    assert "This badge was withdrawn" in shown
    assert "Reason" not in shown
    assert "November 18" not in shown
    with_key = stranger.get(f"/c/{public.public_id}", {"k": public.share_key}).content.decode()
    assert "The evidence was not the earner" in with_key


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Nguyễn Thị Ánh Tuyết", "Nguyễn Thị Ánh Tuyết"),
        ("فاطمة الزهراء", ""),  # its letters are shaped, so a reader gets them back in their forms
        ("李小龍 欧阳娜娜", "李小龍 欧阳娜娜"),
        ("山田花子 さくら", "山田花子 さくら"),
        ("김민준", "김민준"),
        ("Zoë 👩🏽‍🏫 O’Brien 🏳️‍🌈", "Zoë O’Brien"),
        ("Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh " * 3, "Featherstonehaugh"),
    ],
)
def test_a_certificate_prints_every_name_without_a_box(
    stranger: Client, pecan_flats: Cast, name: str, printed: str
) -> None:
    """The PDF standard that is asked for refuses a letter that no face has."""
    answer = stranger.get(f"/c/{awarded_as(pecan_flats, name.strip()).public_id}.pdf")
    assert answer.status_code == 200
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    assert printed in " ".join(page.extract_text().split())


def test_a_letter_that_no_face_has_is_said_and_never_drawn_as_a_box(
    stranger: Client, pecan_flats: Cast
) -> None:
    made = awarded_as(pecan_flats, "Ana \u0378")
    answer = stranger.get(f"/c/{made.public_id}.pdf")
    assert answer.status_code == 503
    assert "This certificate can’t be printed here yet" in answer.content.decode()
    assert stranger.get(f"/c/{made.public_id}").status_code == 200
