"""What somebody takes along: every badge in every form, for themselves, for HR, and by a letter."""

import io
import re
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.cast import NOW, Cast
from tests.credentials.made import award, real
from tests.evidence.scene import client_of
from tests.people.test_addresses import confirmed
from waypost.config import verify as verify_command
from waypost.credentials.models import Award
from waypost.credentials.outside import actions as outside
from waypost.credentials.outside.reading import read
from waypost.credentials.taking_along import DAYS, token_for
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.openbadges import dump, load
from waypost.people import staffing

pytestmark = pytest.mark.any_database


@pytest.fixture
def earned(pecan_flats: Cast, caliche: Cast) -> Award:
    """Hers: a public badge and a private one; beside them a colleague's, and another district's."""
    made = real(pecan_flats)
    award(pecan_flats, "check-and-change", to=pecan_flats.ortiz)
    award(pecan_flats, to=pecan_flats.reyes)
    award(caliche, to=caliche.teacher, by=caliche.reviewer)
    return made


def visiting(cast: Cast, who: str) -> Client:
    client = client_of(cast, who)
    client.defaults["HTTP_HOST"] = cast.district.address.partition("://")[2]
    return client


def unpacked(body: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(body)) as pack:
        assert pack.testzip() is None
        pack.extractall(folder)
    return folder


def test_all_of_it_opens_and_verifies_from_a_stick(
    pecan_flats: Cast, earned: Award, tmp_path: Path
) -> None:
    answer = visiting(pecan_flats, "ortiz").get("/badges/all.zip")
    assert answer["Content-Disposition"] == 'attachment; filename="badges-maria-ortiz.zip"'
    assert "no-store" in answer["Cache-Control"]
    stick = unpacked(answer.content, tmp_path)
    badges = sorted((stick / "badges").iterdir())
    assert len(badges) == 2
    for folder in badges:
        for name in ("badge.json", "badge.jwt", "badge.png", "badge.svg"):
            said = [str(folder / name), "--site", str(stick / "check")]
            assert verify_command.main(said) == 0, (folder, name)
    index = (stick / "index.html").read_text()
    for link in re.findall(r'(?:href|src)="([^"#]+)"', index):
        assert (stick / link).is_file(), link
    assert "http" not in "".join(re.findall(r'(?:href|src)="([^"]+)"', index))
    everything = b"".join(file.read_bytes() for file in stick.rglob("*") if file.is_file())
    for other in ("Mateo", "Otis", "Priya"):
        assert other.encode() not in everything


def test_whoever_keeps_the_records_hands_it_over_and_nobody_else(
    pecan_flats: Cast, caliche: Cast, earned: Award
) -> None:
    path = f"/awards/of/{pecan_flats.ortiz.pk}/all.zip"
    asked = {who: visiting(pecan_flats, who).get(path).status_code for who in pecan_flats.people}
    assert {who for who, code in asked.items() if code == 200} == {"lead", "hr", "ortiz"}
    assert set(asked.values()) == {200, 403}
    other = client_of(caliche, "lead")
    assert other.get(path).status_code == 404


def test_who_leaves_gets_a_letter_to_every_address_of_theirs(
    pecan_flats: Cast, earned: Award, tmp_path: Path
) -> None:
    ortiz = pecan_flats.ortiz
    confirmed(ortiz)
    staffing.leave(person=ortiz, by=pecan_flats.lead, at=NOW)
    deliver_all(at=timezone.now())
    letters = Letter.objects.filter(kind="take_along")
    assert {letter.address for letter in letters} == {ortiz.email, "maria@home.example"}
    link = re.search(r"/take-along/\S+", letters[0].text)
    assert link is not None
    stranger = Client(headers={"host": pecan_flats.district.address.partition("://")[2]})
    page = stranger.get(link[0])
    assert "2 badges" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    stick = unpacked(stranger.get(f"{link[0]}?file").content, tmp_path)
    assert len(list((stick / "badges").iterdir())) == 2


def test_who_earned_nothing_gets_no_letter(pecan_flats: Cast, earned: Award) -> None:
    staffing.leave(person=pecan_flats.wells, by=pecan_flats.lead, at=NOW)
    deliver_all(at=timezone.now())
    assert not Letter.objects.filter(kind="take_along").exists()


def test_who_left_long_ago_asks_and_nobody_learns_who_is_known(
    pecan_flats: Cast, earned: Award
) -> None:
    confirmed(pecan_flats.ortiz)
    staffing.leave(person=pecan_flats.ortiz, by=pecan_flats.lead, at=NOW)
    deliver_all(at=timezone.now())
    Letter.objects.all().delete()
    stranger = Client(headers={"host": pecan_flats.district.address.partition("://")[2]})
    answers = {
        email: stranger.post("/take-along", {"email": email}, follow=True).content
        for email in ("Maria@home.example", "nobody@home.example", "teacher@caliche.example")
    }
    assert len(set(answers.values())) == 1
    letter = Letter.objects.get()
    assert letter.address == "maria@home.example"
    # A second request in the same hour writes no second letter.
    stranger.post("/take-along", {"email": "maria@home.example"})
    assert Letter.objects.count() == 1
    wrong = stranger.post("/take-along", {"email": "no address"}).content.decode()
    assert "valid email" in wrong or "e-mail address" in wrong
    many = [stranger.post("/take-along", {"email": "x@home.example"}) for _ in range(25)]
    assert "asked for often" in many[-1].content.decode()


def test_a_link_ends_after_two_months_and_is_of_one_district(
    pecan_flats: Cast, caliche: Cast, earned: Award
) -> None:
    stranger = Client(headers={"host": pecan_flats.district.address.partition("://")[2]})
    with time_machine.travel(NOW, tick=False) as clock:
        link = f"/take-along/{token_for(pecan_flats.ortiz)}"
        assert stranger.get(link).status_code == 200
        elsewhere = Client(headers={"host": caliche.district.host})
        assert elsewhere.get(f"{link}?file").status_code == 404
        clock.shift(DAYS * 24 * 3600 + 1)
        gone = stranger.get(f"{link}?file")
        assert gone.status_code == 404
        assert "has run out" in gone.content.decode()
    for odd in ("x", "%00", "a:b:c"):
        assert stranger.get(f"/take-along/{odd}").status_code == 404


def test_a_badge_for_an_address_from_before_is_still_called_ones_own(
    pecan_flats: Cast, earned: Award
) -> None:
    body = bytes(earned.documents.current().body)
    ortiz = pecan_flats.ortiz
    assert read(body, ortiz, at=NOW).found["whose"] == "mine"
    from waypost.people.mending import move_address

    move_address(person=ortiz, email="m@new.example", note="New.", by=pecan_flats.lead, at=NOW)
    ortiz.refresh_from_db()
    type(ortiz).objects.filter(pk=ortiz.pk).update(name="Somebody Else")
    ortiz.refresh_from_db()
    assert read(body, ortiz, at=NOW).found["whose"] == "mine"


def test_what_is_from_elsewhere_says_what_it_is_and_claims_nothing(
    pecan_flats: Cast, earned: Award, tmp_path: Path
) -> None:
    ortiz = pecan_flats.ortiz
    forged = load(bytes(Award.objects.get(person=pecan_flats.reyes).documents.current().body))
    forged["issuer"] = {**forged["issuer"], "name": "Harvard"}
    reading = read(dump(forged), ortiz, at=NOW)
    outside.add(person=ortiz, reading=reading, by=ortiz, at=NOW)
    outside.add(person=ortiz, url="https://b.example/1", link="not_tried", by=ortiz, at=NOW)
    index = (
        unpacked(visiting(pecan_flats, "ortiz").get("/badges/all.zip").content, tmp_path)
        / "index.html"
    ).read_text()
    told = re.sub(r"\s+", " ", index.partition("From elsewhere")[2])
    assert "Says it is from Harvard. It doesn’t match what was issued." in told
    assert "A badge at b.example. It is kept as a link" in told
    assert "https://b.example/1" in told
