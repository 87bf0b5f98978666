"""What a stranger sees of a badge, and what they never see."""

import datetime as dt
import io
import json
from dataclasses import replace

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.cast import BADGE, NOW, Cast
from tests.credentials.lists import awarded
from tests.credentials.made import award, confirmed, corrected, real, show
from waypost.catalog import actions as catalog
from waypost.credentials import actions, rotation
from waypost.credentials.keys import current_key
from waypost.credentials.models import Award, StatusList
from waypost.openbadges import Outcome, unbake, verify
from waypost.people.viewers import System

SECRET = ("María Ortiz", "Google Forms", "ortiz@", "Demonstrated")


@pytest.fixture
def stranger(pecan_flats: Cast, caliche: Cast) -> Client:
    return Client(headers={"host": pecan_flats.district.host})


@pytest.fixture
def made(pecan_flats: Cast) -> Award:
    return award(pecan_flats, to=pecan_flats.ortiz)


def share(cast: Cast, made: Award) -> None:
    actions.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)


def test_a_private_badge_says_issuer_and_standing_and_nothing_more(
    stranger: Client, made: Award
) -> None:
    answer = stranger.get(f"/c/{made.public_id}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Pecan Flats ISD" in page
    assert "This badge is private" in page
    assert not [word for word in SECRET if word in page]
    assert answer["Cache-Control"] == "no-store"
    machine = stranger.get(f"/c/{made.public_id}.json").json()
    assert machine == {
        "issuer": {"name": "Pecan Flats ISD", "url": "http://pecanflats.localhost:8000"},
        "status": "valid",
        "practice": True,
        "private": True,
    }
    for extension in ("png", "svg", "pdf"):
        assert stranger.get(f"/c/{made.public_id}.{extension}").status_code == 404


def test_the_certificates_key_shows_name_title_and_date_only(stranger: Client, made: Award) -> None:
    page = stranger.get(f"/c/{made.public_id}?k={made.share_key}").content.decode()
    assert "María Ortiz" in page
    assert "Google Forms: a quiz that grades itself" in page
    assert "November 18, 2026" in page
    assert "Used with students" not in page
    assert stranger.get(f"/c/{made.public_id}.json?k={made.share_key}").json()["private"] is True


def test_a_wrong_or_renewed_key_shows_nothing(
    stranger: Client, made: Award, pecan_flats: Cast
) -> None:
    old = made.share_key
    actions.renew_share_key(award=made, by=pecan_flats.ortiz, at=NOW)
    for key in (old, "", "é", "x" * 500):
        page = stranger.get(f"/c/{made.public_id}", {"k": key}).content.decode()
        assert "María Ortiz" not in page


def test_a_public_badge_shows_all_and_every_file_verifies(
    stranger: Client, made: Award, pecan_flats: Cast
) -> None:
    share(pecan_flats, made)
    page = stranger.get(f"/c/{made.public_id}").content.decode()
    assert "This is a practice badge" in page
    assert "Used with students" in page
    lists = {s.pk.urn: bytes(s.body) for s in StatusList.objects.all()}
    bodies = []
    for extension in ("json", "png", "svg"):
        body = stranger.get(f"/c/{made.public_id}.{extension}").content
        bodies.append(unbake(body))
        verdict = verify(body, now=timezone.now(), status_lists=lists)
        assert verdict.outcome == Outcome.PRACTICE
    assert len(set(bodies)) == 1
    assert stranger.get(f"/c/{made.public_id}.pdf").content.startswith(b"%PDF-")


def test_a_confirmed_district_answers_real(stranger: Client, pecan_flats: Cast) -> None:
    award = real(pecan_flats)
    page = stranger.get(f"/c/{award.public_id}").content.decode()
    assert "This badge is real" in page
    assert "Pecan Flats ISD issued it to María Ortiz on November 18, 2026" in page
    published = stranger.get("/.well-known/did.json").json()
    listed = stranger.get("/status/1")
    assert listed["Content-Type"] == "application/json"
    verdict = verify(
        stranger.get(f"/c/{award.public_id}.json").content,
        now=timezone.now(),
        did_documents={published["id"]: published},
        status_lists={
            "https://learn.pecanflats.example/status/1": listed.content,
            "https://learn.pecanflats.example/status/suspension/1": stranger.get(
                "/status/suspension/1"
            ).content,
        },
    )
    assert verdict.outcome == Outcome.REAL
    again = stranger.get("/status/1", headers={"if-none-match": listed["ETag"]})
    assert again.status_code == 304


def test_a_withdrawn_badge_says_so_everywhere(
    stranger: Client, made: Award, pecan_flats: Cast
) -> None:
    share(pecan_flats, made)
    actions.withdraw(award=made, reason="error", note="Mix-up.", by=pecan_flats.lead, at=NOW)
    page = stranger.get(f"/c/{made.public_id}").content.decode()
    assert "This badge was withdrawn" in page
    assert "Issued in error" in page
    assert "Mix-up." not in page
    actions.share(award=made, visibility="private", shown=[], by=pecan_flats.ortiz, at=NOW)
    hidden = stranger.get(f"/c/{made.public_id}").content.decode()
    assert "This badge was withdrawn" in hidden
    assert "María" not in hidden
    # When and why is for whoever may know whose it is.
    assert "Issued in error" not in hidden
    assert "2026" not in hidden.partition("</h1>")[2].partition("What was checked")[0]
    assert stranger.get(f"/c/{made.public_id}.json").json()["status"] == "withdrawn"


def test_it_keeps_its_corrected_name_and_date_while_it_is_signed_anew(
    stranger: Client, pecan_flats: Cast
) -> None:
    cast, later = confirmed(pecan_flats), NOW + dt.timedelta(days=5)
    made = show(cast, BADGE.slug, to=cast.ortiz, at=later)
    assert made
    share(cast, made)
    corrected(cast, made, later)
    key = current_key(cast.district, at=later)
    rotation.withdraw_key(key=key, why="x", by=cast.system, at=later)
    with time_machine.travel(later, tick=False):
        page = stranger.get(f"/c/{made.public_id}").content.decode()
    assert "is signing this badge anew" in page
    assert "María Peña" in page
    assert "November 20, 2026" in page
    assert "Ortiz" not in page


def test_a_badge_good_for_a_month_expires_on_that_day_and_says_so(
    stranger: Client, pecan_flats: Cast
) -> None:
    system = System(pecan_flats.district, "test")
    monthly = replace(BADGE, slug="monthly", valid_months=1)
    draft = catalog.write(blueprint=monthly, by=system, at=NOW)
    pecan_flats.versions["monthly"] = catalog.publish(version=draft, by=system, at=NOW)
    made = award(pecan_flats, "monthly", to=pecan_flats.ortiz)
    share(pecan_flats, made)
    address, said = f"/c/{made.public_id}", "This badge has expired"
    with time_machine.travel(NOW + dt.timedelta(days=29)):
        assert said not in stranger.get(address).content.decode()
    with time_machine.travel(NOW + dt.timedelta(days=31)):
        assert said in stranger.get(address).content.decode()


def test_what_never_existed_and_what_is_another_districts_answer_alike(
    stranger: Client, made: Award, caliche: Cast
) -> None:
    theirs = award(caliche, to=caliche.teacher, by=caliche.reviewer)
    actions.share(award=theirs, visibility="public", shown=[], by=caliche.teacher, at=NOW)
    unknown = stranger.get("/c/AAAAAAAAAAAAAAAAAAAAAA")
    foreign = stranger.get(f"/c/{theirs.public_id}")
    assert unknown.status_code == foreign.status_code == 404
    assert unknown.content == foreign.content
    for extension in ("json", "png", "svg", "pdf"):
        assert stranger.get(f"/c/{theirs.public_id}.{extension}").status_code == 404


def test_a_stranger_checks_a_file(stranger: Client, made: Award, pecan_flats: Cast) -> None:
    share(pecan_flats, made)
    body = stranger.get(f"/c/{made.public_id}.json").content

    def judged(source: bytes, name: str = "badge.json") -> str:
        handed = io.BytesIO(source)
        handed.name = name
        return stranger.post("/check", {"badge": handed}).content.decode()

    assert "This is a practice badge" in judged(body)
    changed = json.loads(body)
    changed["validFrom"] = "2020-01-01T00:00:00Z"
    assert "This badge was changed" in judged(json.dumps(changed).encode())
    assert "This file holds no badge that can be read." in judged(b"\x00\x01nonsense")
    assert "This file is empty" in judged(b"")
    assert "This file is larger than 5 MB" in judged(b"x" * (5 * 1024 * 1024 + 1))


def test_a_file_that_was_signed_after_its_day_is_said_to_be_dated(
    stranger: Client, pecan_flats: Cast
) -> None:
    """One from a list, as one that was corrected or renewed: nothing was issued on that day."""

    def checked(made: Award) -> str:
        file = io.BytesIO(bytes(made.documents.current().body))
        return stranger.post("/check", {"badge": file}).content.decode()

    listed = awarded(pecan_flats, "E-mail,Date\nreyes@pecanflats.example,2019-05-14\n")
    page = checked(listed.awards.get())
    assert "to Mateo Reyes, dated May 14, 2019." in page
    assert "on May 14, 2019" not in page
    usual = checked(award(pecan_flats, to=pecan_flats.ortiz))
    assert "to María Ortiz, dated November 18, 2026." in usual


def test_the_answer_is_the_first_thing_that_is_heard(stranger: Client, made: Award) -> None:
    assert "<title>Check a badge –" in stranger.get("/check").content.decode()
    file = io.BytesIO(bytes(made.documents.current().body))
    page = stranger.post("/check", {"badge": file}).content.decode()
    assert "<title>This is a practice badge –" in page
    assert "<title>Check a badge –" in stranger.post("/check").content.decode()
