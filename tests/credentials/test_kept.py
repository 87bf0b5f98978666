"""What a program or a browser has kept of a badge is not made again for it."""

import datetime as dt
from collections.abc import Callable
from email.utils import format_datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import award, real
from tests.evidence.scene import client_of
from waypost.credentials import actions, art, views
from waypost.credentials.checking import check
from waypost.credentials.models import Award, Document, StatusList
from waypost.openbadges import SigningKey, Verdict, unbake
from waypost.pages import proof
from waypost.ui import patch

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def stranger(pecan_flats: Cast, caliche: Cast) -> Client:
    return Client(headers={"host": pecan_flats.district.host})


@pytest.fixture
def public(pecan_flats: Cast) -> Award:
    return real(pecan_flats)


def places(public: Award) -> list[str]:
    files = [f"/c/{public.public_id}{end}" for end in ("", ".json", ".png", ".svg")]
    return [*files, "/status/1", "/.well-known/did.json"]


def refuse(*_: Any, **__: Any) -> bytes:
    raise AssertionError("made again")


@time_machine.travel(LATER, tick=False)
def test_every_public_file_is_known_by_its_tag(stranger: Client, public: Award) -> None:
    for place in places(public):
        first = stranger.get(place)
        again = stranger.get(place, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), place
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
        crossing = "Access-Control-Allow-Origin"
        assert again.get(crossing) == first.get(crossing)
        weak = stranger.get(place, headers={"if-none-match": f'"x", W/{first["ETag"]}'})
        assert weak.status_code == 304
        other = stranger.get(place, headers={"if-none-match": '"x"'})
        assert (other.status_code, other.content) == (200, first.content)


@time_machine.travel(LATER, tick=False)
def test_a_head_says_what_a_get_would(stranger: Client, public: Award) -> None:
    for place in places(public):
        whole, head = stranger.get(place), stranger.head(place)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers == whole.headers
        known = stranger.head(place, headers={"if-none-match": head["ETag"]})
        assert known.status_code == 304


@time_machine.travel(LATER, tick=False)
def test_nothing_is_signed_for_a_reader(
    stranger: Client, public: Award, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("sign", "signer"):
        monkeypatch.setattr(SigningKey, name, refuse)
    for place in places(public):
        assert stranger.get(place).status_code == 200


@time_machine.travel(LATER, tick=False)
def test_a_picture_that_is_known_is_neither_drawn_nor_baked(
    stranger: Client, public: Award, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {end: stranger.get(f"/c/{public.public_id}.{end}") for end in ("png", "svg")}
    monkeypatch.setattr(art, "_png", refuse)
    monkeypatch.setattr(views, "bake", refuse)
    for end, first in kept.items():
        place = f"/c/{public.public_id}.{end}"
        again = stranger.get(place, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        with pytest.raises(AssertionError, match="made again"):
            stranger.get(place)


def test_one_picture_is_drawn_once_for_all_who_earned_it(
    stranger: Client, public: Award, pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.get(f"/c/{public.public_id}.png")
    other = award(pecan_flats, to=pecan_flats.reyes)
    actions.share(award=other, visibility="public", shown=[], by=pecan_flats.reyes, at=NOW)
    monkeypatch.setattr(patch, "draw", refuse)
    body = stranger.get(f"/c/{other.public_id}.png").content
    assert unbake(body) == bytes(other.documents.get().body)


def date(moment: dt.datetime) -> str:
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)


def dated(public: Award) -> list[tuple[str, dt.datetime]]:
    made = StatusList.objects.get(district=public.district).made_at
    assert made
    return [(f"/c/{public.public_id}.json", public.documents.get().issued_at), ("/status/1", made)]


@time_machine.travel(LATER, tick=False)
def test_what_has_a_date_is_known_by_that_as_well(stranger: Client, public: Award) -> None:
    for place, moment in dated(public):
        assert stranger.get(place)["Last-Modified"] == date(moment)
        for since, status in ((0, 304), (60, 304), (-1, 200)):
            asked = {"if-modified-since": date(moment + dt.timedelta(seconds=since))}
            assert stranger.get(place, headers=asked).status_code == status
        # A tag says more than a date.
        both = {"if-modified-since": date(LATER), "if-none-match": '"x"'}
        assert stranger.get(place, headers=both).status_code == 200
    # A picture is drawn by the release that is running, and the page says when it was checked.
    for end in ("", ".png", ".svg"):
        assert "Last-Modified" not in stranger.get(f"/c/{public.public_id}{end}")


def test_within_its_own_second_a_file_has_no_date(stranger: Client, public: Award) -> None:
    """A list made twice in one second would be called the same by it."""
    with time_machine.travel(NOW + dt.timedelta(seconds=1), tick=False):
        for place, _ in dated(public):
            assert "Last-Modified" not in stranger.get(place)
            asked = {"if-modified-since": date(LATER)}
            assert stranger.get(place, headers=asked).status_code == 200


def withdraw(cast: Cast, made: Award) -> None:
    actions.withdraw(award=made, reason="error", by=cast.lead, at=NOW + dt.timedelta(seconds=9))


def hide(cast: Cast, made: Award) -> None:
    actions.share(award=made, visibility="private", shown=[], by=cast.ortiz, at=NOW)


@time_machine.travel(LATER, tick=False)
@pytest.mark.parametrize(
    ("change", "place"), [(withdraw, "/status/1"), (withdraw, "page"), (hide, "page")]
)
def test_what_changed_is_sent_again(
    stranger: Client,
    public: Award,
    pecan_flats: Cast,
    change: Callable[[Cast, Award], None],
    place: str,
) -> None:
    place = f"/c/{public.public_id}" if place == "page" else place
    first = stranger.get(place)
    change(pecan_flats, public)
    again = stranger.get(place, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert again.content != first.content
    assert again.get("ETag") != first["ETag"]


def test_a_page_is_kept_for_whoever_asks_without_a_name_or_a_key(
    stranger: Client, public: Award, pecan_flats: Cast
) -> None:
    page = f"/c/{public.public_id}"

    def may_be_kept(answer: Any) -> bool:
        assert ("ETag" in answer) == (answer["Cache-Control"] != "no-store")
        return "ETag" in answer

    assert may_be_kept(stranger.get(page))
    assert stranger.get(page)["Cache-Control"] == "private, no-cache"
    assert not may_be_kept(stranger.get(page, {"k": public.share_key}))
    assert not may_be_kept(client_of(pecan_flats, "ortiz").get(page))
    hide(pecan_flats, public)
    assert not may_be_kept(stranger.get(page))


@time_machine.travel(LATER, tick=False)
def test_a_page_is_checked_for_each_reader_also_when_it_is_the_same(
    stranger: Client, public: Award, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/c/{public.public_id}"
    first = stranger.get(page)
    seen: list[Document] = []

    def watched(document: Document, *, at: dt.datetime) -> Verdict:
        seen.append(document)
        return check(document, at=at)

    monkeypatch.setattr(proof, "check", watched)
    again = stranger.get(page, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert len(seen) == 1
