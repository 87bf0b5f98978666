"""Every verdict, reached as it would be: on a badge's page, and on a file that was handed over."""

import base64
import datetime as dt
import io
import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials import made
from tests.openbadges import made as library
from waypost.credentials import art
from waypost.credentials.models import Award, Correction, Document, StatusList
from waypost.evidence.arrivals import MB
from waypost.openbadges import bake, dump, sign
from waypost.people.models import District, Person

pytestmark = pytest.mark.any_database

REAL, CHANGED = "This badge is real", "This badge was changed"
NONE, ELSEWHERE = "There is no badge here", "This badge can’t be checked here"
LATER = "We can’t check this badge right now"


@pytest.fixture
def stranger(pecan_flats: Cast, caliche: Cast) -> Client:
    return Client(headers={"host": pecan_flats.district.host})


@pytest.fixture
def real(pecan_flats: Cast) -> Award:
    return made.real(pecan_flats, "https://learn.pecanflats.example:8443")


def page(stranger: Client, award: Award) -> str:
    return stranger.get(f"/c/{award.public_id}").content.decode()


def judged(stranger: Client, source: bytes) -> str:
    answer = stranger.post("/check", {"badge": io.BytesIO(source)})
    assert answer.status_code == 200
    return answer.content.decode()


def with_other_bytes(cast: Cast, award: Award, change: Any) -> Award:
    """An award whose stored document is not what was signed, as a broken disk or a hand in the
    database leaves it: a row of its own, because the database lets nobody change one."""
    document = award.documents.get()
    other = Award.objects.create(
        district=cast.district,
        person=cast.reyes,
        version=award.version,
        visibility=Award.Visibility.PUBLIC,
        practice=award.practice,
        awarded_at=NOW,
    )
    Document.objects.create(
        district=cast.district,
        award=other,
        body=change(bytes(document.body)),
        sha256="0" * 64,
        key=document.key,
        status_list=document.status_list,
        status_index=(document.status_index + 1) % 131_072,
        issued_at=NOW,
    )
    return other


@pytest.mark.parametrize(
    "change", [lambda body: body.replace(b"Google Forms", b"Google Farms"), lambda body: body[:-9]]
)
def test_stored_bytes_that_changed_are_called_changed(
    stranger: Client, real: Award, pecan_flats: Cast, change: Any
) -> None:
    shown = page(stranger, with_other_bytes(pecan_flats, real, change))
    assert CHANGED in shown
    assert REAL not in shown


def test_stored_bytes_that_changed_are_not_asked_whose_it_is(
    stranger: Client, real: Award, pecan_flats: Cast
) -> None:
    other = with_other_bytes(pecan_flats, real, lambda body: body.replace(b"Ortiz", b"Bravo"))
    shown = page(stranger, other)
    assert "Mateo Reyes" in shown
    assert "Bravo" not in shown
    Correction.objects.create(
        district=other.district,
        award=other,
        document=other.documents.get(),
        what="name",
        reason="mistake",
        name="Mateo R. Reyes",
        corrected_at=NOW,
    )
    shown = page(stranger, other)
    assert "Mateo R. Reyes" in shown
    assert "Bravo" not in shown


def test_one_failed_signature_is_said_once(
    stranger: Client, real: Award, pecan_flats: Cast
) -> None:
    other = with_other_bytes(pecan_flats, real, lambda body: body.replace(b"Forms", b"Farms"))
    shown = page(stranger, other)
    assert shown.count("The signature doesn’t match the content.") == 1
    assert shown.count("Not looked at: the signature comes first.") == 3


def test_a_list_or_a_document_that_cannot_be_read_says_nothing_about_the_badge(
    stranger: Client, real: Award, pecan_flats: Cast
) -> None:
    body = stranger.get(f"/c/{real.public_id}.json").content
    StatusList.objects.filter(district=pecan_flats.district).update(body=b"")
    for shown in (page(stranger, real), judged(stranger, body)):
        assert LATER in shown
        assert REAL not in shown
        assert CHANGED not in shown
    missing = Award.objects.create(
        district=pecan_flats.district,
        person=pecan_flats.wells,
        version=real.version,
        visibility=Award.Visibility.PUBLIC,
        practice=False,
        awarded_at=NOW,
    )
    assert LATER in page(stranger, missing)


def test_another_badges_genuine_bytes_are_not_this_badge(
    stranger: Client, real: Award, pecan_flats: Cast
) -> None:
    shown = page(stranger, with_other_bytes(pecan_flats, real, lambda body: body))
    assert CHANGED in shown
    assert REAL not in shown
    assert shown.count("What was signed is another badge.") == 1


def test_the_page_says_what_was_signed_whatever_was_written_since(
    stranger: Client, real: Award, pecan_flats: Cast
) -> None:
    """A rename is no change of the badge, and no row can put words into its mouth."""
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(name="María Salas")
    District.objects.filter(pk=pecan_flats.district.pk).update(name="Another ISD")
    shown = page(stranger, real)
    assert "Pecan Flats ISD issued it to María Ortiz on November 18, 2026." in shown
    assert "Salas" not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"person": "reyes"},
        {"awarded_at": NOW - dt.timedelta(days=900)},
        {"expires_at": NOW},
        {"public_id": "A" * 22},
        {"practice": True},
    ],
)
def test_what_was_signed_is_not_changed_in_the_database(
    real: Award, pecan_flats: Cast, change: dict[str, Any]
) -> None:
    if "person" in change:
        change = {"person": pecan_flats.people[change["person"]]}
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Award.objects.filter(pk=real.pk).update(**change)


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "9999-12-31T23:59:59Z"]
)
def test_a_date_that_no_calendar_tells_gets_an_answer(stranger: Client, moment: str) -> None:
    document = {**library.unsigned(status=None), "validFrom": moment}
    document.pop("validUntil")
    document["issuer"]["id"] = library.KEY.public.did
    signed = sign(document, key=library.KEY, did=library.KEY.public.did, at=library.AT)
    assert NONE in judged(stranger, dump(signed))


def test_a_badge_may_be_good_until_the_end_of_days(stranger: Client) -> None:
    document = {**library.unsigned(status=None), "validUntil": "9999-12-31T23:59:59Z"}
    document["issuer"]["id"] = library.KEY.public.did
    signed = sign(document, key=library.KEY, did=library.KEY.public.did, at=library.AT)
    assert ELSEWHERE in judged(stranger, dump(signed))


def test_a_districts_own_file_is_real_and_names_where_its_key_is(
    stranger: Client, real: Award
) -> None:
    for extension in ("json", "png", "svg"):
        shown = judged(stranger, stranger.get(f"/c/{real.public_id}.{extension}").content)
        assert REAL in shown
        assert "Published at learn.pecanflats.example:8443." in shown


def test_another_districts_file_is_checked_at_its_own_address(
    stranger: Client, real: Award
) -> None:
    shown = judged(stranger, dump(library.badge()))
    assert ELSEWHERE in shown
    assert "Its issuer isn’t known here." in shown
    assert REAL not in shown


def test_a_key_that_borrows_a_districts_name_ticks_nothing_off_for_it(stranger: Client) -> None:
    key = library.OTHER_KEY
    document = library.unsigned(status=None)
    document["issuer"]["id"] = key.public.did
    forged = sign(document, key=key, did=key.public.did, at=library.AT)
    shown = judged(stranger, dump(forged))
    assert ELSEWHERE in shown
    assert "The signature matches the key in the badge itself, which anyone can make." in shown
    assert "Nothing ties the key to the issuer it names." in shown
    assert "practice key of" not in shown


def test_a_practice_badge_from_elsewhere_says_what_it_is(stranger: Client) -> None:
    shown = judged(stranger, dump(library.practice_badge()))
    assert "This is a practice badge" in shown
    assert "It shows how things work and was never earned for real." in shown
    assert "A practice badge names no confirmed issuer." in shown


def token() -> bytes:
    parts = (b'{"alg":"EdDSA"}', b'{"vc":1}', b"s" * 64)
    return b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)


OLDER = {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    "type": ["VerifiableCredential"],
    "issuer": "https://older.example",
}
SECOND = {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (json.dumps(SECOND).encode(), "It’s an Open Badges 2.0 badge."),
        (json.dumps(OLDER).encode(), "It’s an older kind of credential."),
        (token(), "It’s a badge as a signed token (JWT)."),
        (dump(library.unsigned()), "It isn’t signed, so nobody can tell who made it."),
    ],
)
def test_other_kinds_of_badge_are_named(stranger: Client, source: bytes, said: str) -> None:
    shown = judged(stranger, source)
    assert ELSEWHERE in shown
    assert said in shown


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        f'<!ENTITY {name} "&{before};&{before};&{before};&{before};&{before};">'.encode()
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + b']><svg xmlns="http://www.w3.org/2000/svg"><text>&i;</text></svg>'
)


@pytest.mark.parametrize(
    "source",
    [
        b"hello",
        b"\x00\x01",
        b"[]",
        b"{}",
        b"null",
        b"{" * 100_000,
        b'{"a":' * 50_000,
        b"[" * (4 * MB),
        b'{"a":' + b"[" * 90_000 + b"]" * 90_000 + b"}",
        b'{"n":' + b"9" * 1_000_000 + b"}",
        b'{"id":"a","id":"b"}',
        BOMB,
        b"<svg" + b" " * MB,
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 1000,
        b"\xff\xfe{\x00}\x00",
        b"%PDF-1.7",
        b"PK\x03\x04",
    ],
    ids=range(17),
)
def test_what_is_no_badge_gets_one_answer(stranger: Client, source: bytes) -> None:
    shown = judged(stranger, source)
    assert NONE in shown
    assert "This file holds no badge that can be read." in shown


def test_a_picture_that_lost_its_badge_says_how_that_happens(stranger: Client, real: Award) -> None:
    shown = judged(stranger, art.png(real.version, width=64))
    assert NONE in shown
    assert "This picture holds no badge." in shown
    elsewhere = bake(art.png(real.version, width=64), dump(library.badge()))
    assert ELSEWHERE in judged(stranger, elsewhere)


def test_a_file_too_large_for_a_badge_is_let_go_before_it_fills_the_disk(
    stranger: Client, settings: Any, tmp_path: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    assert "This file is larger than 5 MB" in judged(stranger, b"x" * (5 * MB + 1))
    written: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            written.append(sum(each.stat().st_size for each in tmp_path.iterdir()))
            return super().read(size)

    body = b"--x\r\nContent-Disposition: form-data; name=badge; filename=a\r\n\r\n"
    body += b"y" * (40 * MB) + b"\r\n--x--\r\n"
    for place in ("/check", "/account/login/"):
        sent: dict[str, Any] = {"wsgi.input": Watched(body), "CONTENT_LENGTH": str(len(body))}
        sent["CONTENT_TYPE"] = "multipart/form-data; boundary=x"
        answer = stranger.generic("POST", place, **sent)
        assert answer.status_code == 200
    assert 0 < max(written) <= 5 * MB
    assert list(tmp_path.iterdir()) == []
