"""How a badge stands is said in many places, and all of them say the same."""

import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials import lists
from tests.credentials.made import ADDRESS, award, confirmed, real, show
from tests.credentials.test_endorse import COMMENT, praise
from tests.credentials.test_endorse import shown as endorse
from tests.credentials.test_renew import AFTER, END, SLUG, SOON, cast, made, renew
from tests.credentials.test_showing import earned, piece
from tests.pages.stage import visitor
from waypost.catalog.models import Version
from waypost.config import verify as verify_command
from waypost.credentials import actions, certificate, mending, records, rotation, suspending
from waypost.credentials.content import achievement_id
from waypost.credentials.many import actions as many
from waypost.credentials.many.standing import standing_of
from waypost.credentials.models import Award, AwardLine, Document
from waypost.credentials.outside import actions as outside
from waypost.credentials.outside.reading import read
from waypost.credentials.showing import sign_evidence
from waypost.export.actions import export
from waypost.export.bundle import write_bundle
from waypost.export.public import export_public
from waypost.openbadges import load
from waypost.people.models import Person

__all__ = ["cast", "made"]

pytestmark = pytest.mark.any_database


def known(person: Person) -> Person:
    return Person.objects.with_roles().get(pk=person.pk)


def suspend(where: Cast, badge: Award, at: dt.datetime = NOW) -> None:
    suspending.suspend(award=badge, reason="question", note="x", by=where.lead, at=at)


def bundle(person: Person, at: dt.datetime = NOW) -> zipfile.ZipFile:
    out = io.BytesIO()
    write_bundle(person=known(person), out=out, by=known(person), at=at)
    return zipfile.ZipFile(out)


def page_on_the_site(where: Cast, badge: Award, folder: Path, at: dt.datetime = NOW) -> str:
    export_public(district=where.district, folder=folder, at=at)
    return (folder / "c" / badge.public_id / "index.html").read_text()


def test_a_renewed_one_ends_on_its_new_day_wherever_that_is_said(
    cast: Cast, made: Award, tmp_path: Path
) -> None:
    actions.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    renew(cast, made.documents.get(), END - dt.timedelta(days=5))
    now = END + dt.timedelta(days=20)
    with time_machine.travel(now):
        made.refresh_from_db()
        said = load(bytes(made.documents.current().body))["validUntil"]
        assert said.startswith("2028-11-18")
        assert (
            "Valid until November 18, 2028" in bundle(cast.ortiz, now).read("index.html").decode()
        )
        page = page_on_the_site(cast, made, tmp_path / "site", now)
        assert "valid until November 18, 2028" in page
        shared = visitor(cast, known(cast.ortiz)).get(f"/badges/{made.pk}/share").content.decode()
        assert "expirationYear=2028" in shared
        brought = many.bring(
            version=cast.versions[SLUG],
            source=f"{cast.ortiz.email}\n".encode(),
            file_name="a.csv",
            ground="paper",
            note="x",
            by=known(cast.lead),
            at=now,
        )
        assert lists.outcomes(brought) == [(1, "held", "")]


def test_the_record_says_suspended_and_expired(cast: Cast, made: Award) -> None:
    suspend(cast, made, SOON)
    with time_machine.travel(SOON):
        page = visitor(cast, known(cast.lead)).get(f"/awards/of/{cast.ortiz.pk}").content.decode()
    assert "Suspended" in page
    assert "Valid" not in page
    suspending.restore(award=made, note="", by=cast.lead, at=SOON)
    with time_machine.travel(AFTER):
        page = visitor(cast, known(cast.lead)).get(f"/awards/of/{cast.ortiz.pk}").content.decode()
    assert "Expired" in page
    assert "Valid" not in page


def test_no_two_standings_have_the_same_card(pecan_flats: Cast, caliche: Cast) -> None:
    badge = real(pecan_flats)
    stranger = Client(headers={"host": pecan_flats.district.host})
    path = f"/c/{badge.public_id}/card.png"
    valid = stranger.get(path)
    again = stranger.get(path, headers={"If-None-Match": valid.headers["ETag"]})
    assert again.status_code == 304
    suspend(pecan_flats, badge)
    suspended = stranger.get(path, headers={"If-None-Match": valid.headers["ETag"]})
    assert suspended.status_code == 200
    actions.withdraw(award=badge, reason="error", note="", by=pecan_flats.lead, at=NOW)
    withdrawn = stranger.get(path)
    assert len({each.content for each in (valid, suspended, withdrawn)}) == 3


def test_paper_of_a_suspended_one_is_told_so_without_a_network(
    pecan_flats: Cast, caliche: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    badge = real(pecan_flats)
    code = certificate.code(Award.objects.with_face().get(pk=badge.pk), keyed=True)
    page_on_the_site(pecan_flats, badge, tmp_path / "before")
    assert verify_command.main([code, "--site", str(tmp_path / "before")]) == 0
    suspend(pecan_flats, badge)
    page_on_the_site(pecan_flats, badge, tmp_path / "after")
    capsys.readouterr()
    assert verify_command.main([code, "--site", str(tmp_path / "after")]) == 1
    told = capsys.readouterr().out
    assert "withdrew or suspended the badge, or replaced this file by another." in told
    assert f"Its address says which, and has the newest file: {ADDRESS}/c/{badge.public_id}" in told
    stranger = Client(headers={"host": pecan_flats.district.host})
    sent = {"badge": io.BytesIO(code.encode())}
    sent["badge"].name = "code.txt"
    assert "This badge is real" not in stranger.post("/check", sent).content.decode()


def test_older_backpacks_are_offered_nothing_while_it_is_suspended(
    pecan_flats: Cast, caliche: Cast
) -> None:
    badge = real(pecan_flats)
    owner = visitor(pecan_flats, known(pecan_flats.ortiz))
    assert "For older backpacks" in owner.get(f"/badges/{badge.pk}").content.decode()
    suspend(pecan_flats, badge)
    assert "For older backpacks" not in owner.get(f"/badges/{badge.pk}").content.decode()


def test_a_list_counts_a_suspended_one_as_held_and_takes_it_back_with_the_others(
    pecan_flats: Cast, caliche: Cast
) -> None:
    where = confirmed(pecan_flats)
    lists.crowd(where, 5)
    done = lists.awarded(where, lists.addresses(3))
    doubtful = done.awards.order_by("pk").first()
    assert doubtful
    suspend(where, doubtful)
    assert standing_of(done).withdrawn == 0
    again = lists.bring(where, lists.addresses(4))
    states = [state for _, state, _ in lists.outcomes(again)]
    assert states == ["held", "held", "held", "ready"]
    assert many.withdraw(award_list=done, typed=3, note="Wrong.", by=where.lead, at=NOW) == 3
    lists.run(done)
    assert not done.awards.standing().exists()
    assert standing_of(done).withdrawn == 3
    with pytest.raises(suspending.NotSuspended):
        suspending.restore(award=doubtful, note="", by=where.lead, at=NOW)


def test_a_date_from_a_list_is_corrected_to_the_day_it_should_have_said(
    pecan_flats: Cast, caliche: Cast
) -> None:
    where = confirmed(pecan_flats)
    done = lists.awarded(where, f"email,date\n{where.ortiz.email},2021-05-10\n")
    badge = done.awards.get()
    said: Any = {"what": "date", "reason": "mistake", "note": "x", "by": where.lead, "at": NOW}
    for day in (dt.date(2026, 11, 18), dt.date(2021, 5, 11)):
        document = Award.objects.get(pk=badge.pk).documents.current()
        mending.correct(document=document, day=day, **said)
        badge.refresh_from_db()
        assert where.district.day_of(badge.earned_at) == day
    for year in (1, 1850, 1949):
        document = Award.objects.get(pk=badge.pk).documents.current()
        with pytest.raises(mending.BadDate):
            mending.correct(document=document, day=dt.date(year, 1, 1), **said)
    # What was shown here is older than nothing here.
    shown = award(where, to=where.reyes)
    with pytest.raises(mending.BadDate):
        mending.correct(document=shown.documents.current(), day=dt.date(2021, 5, 11), **said)


def test_what_replaces_one_that_has_run_out_is_dated_later(cast: Cast, made: Award) -> None:
    renew(cast, made.documents.get(), SOON)
    made.refresh_from_db()
    before = load(bytes(made.documents.current().body))["validFrom"]
    assert made.ends_at
    mending.correct(
        document=made.documents.current(),
        what="name",
        name="María Ortiz Vega",
        reason="changed",
        note="x",
        by=cast.lead,
        at=made.ends_at + dt.timedelta(days=3),
    )
    after = load(bytes(made.documents.current().body))
    assert before < after["validFrom"] < after["validUntil"]


def test_it_is_signed_anew_in_its_very_last_second_too(cast: Cast) -> None:
    """Badges are dated in whole seconds, and clocks are not: nothing would be between the two."""
    earned_at = NOW + dt.timedelta(milliseconds=900)
    badge = show(cast, SLUG, to=cast.reyes, at=earned_at)
    assert badge
    assert badge.ends_at
    mending.correct(
        document=badge.documents.get(),
        what="name",
        name="Ana Reyes Vega",
        reason="changed",
        note="x",
        by=cast.lead,
        at=badge.ends_at - dt.timedelta(milliseconds=500),
    )
    said = load(bytes(badge.documents.current().body))
    assert said["validFrom"] < said["validUntil"]


def test_a_leaver_takes_records_along_and_may_have_nothing_but_others_badges(
    pecan_flats: Cast, caliche: Cast
) -> None:
    theirs = confirmed(caliche, "https://learn.caliche.example")
    brought = award(theirs, to=theirs.teacher, by=theirs.reviewer)
    where = pecan_flats
    badge = real(where)
    found = read(bytes(brought.documents.current().body), known(where.reyes), at=NOW)
    outside.add(person=known(where.reyes), reading=found, by=known(where.reyes), at=NOW)
    pack = bundle(where.ortiz)
    record = load(pack.read("record.json"))
    inside = record["credentialSubject"]["verifiableCredential"]
    assert [each["id"] for each in inside] == [load(bytes(badge.documents.current().body))["id"]]
    assert 'href="record.json"' in pack.read("index.html").decode()
    alone = visitor(where, known(where.reyes)).get("/badges/all.zip")
    assert alone.status_code == 200
    names = zipfile.ZipFile(io.BytesIO(alone.content)).namelist()
    assert any(name.startswith("elsewhere/") for name in names)
    assert visitor(where, known(where.wells)).get("/badges/all.zip").status_code == 404


def test_an_export_has_the_bytes_of_others_badges_and_every_list(
    pecan_flats: Cast, caliche: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = confirmed(caliche, "https://learn.caliche.example")
    brought = award(theirs, to=theirs.teacher, by=theirs.reviewer)
    body = bytes(brought.documents.current().body)
    where = pecan_flats
    badge = real(where)
    reading = read(body, known(where.reyes), at=NOW)
    outside.add(person=known(where.reyes), reading=reading, by=known(where.reyes), at=NOW)
    for standing, code in (("suspended", 1), ("restored", 0)):
        if standing == "suspended":
            suspend(where, badge)
        else:
            suspending.restore(award=badge, note="", by=where.lead, at=NOW)
        folder = tmp_path / standing
        export(district=where.district, folder=folder, at=NOW, certificates=False)
        held = [file for file in (folder / "bytes").rglob("*.json") if file.read_bytes() == body]
        assert len(held) == 1
        [page] = [
            file
            for file in (folder / "people").glob("*/index.html")
            if held[0].name in file.read_text()
        ]
        link = re.search(rf'href="([^"]*{held[0].name})"', page.read_text())
        assert link
        assert (page.parent / link[1]).resolve() == held[0].resolve()
        # As its README says.
        current = bytes(badge.documents.current().body)
        [file] = [
            each
            for each in (folder / "people").rglob("badges/*.json")
            if each.read_bytes() == current
        ]
        issuer = folder / "issuer"
        asked = [str(file), "--issuer", str(issuer / "did.json")]
        for status in (issuer / "status-1.json", issuer / "suspension-1.json"):
            asked += ["--status", str(status)]
        assert verify_command.main(asked) == code, capsys.readouterr().out


def test_strangers_find_of_a_pilot_what_a_public_badge_names_and_no_more(
    pecan_flats: Cast, caliche: Cast, tmp_path: Path
) -> None:
    where = confirmed(pecan_flats)
    version = where.versions["forms-quiz"]
    type(version.achievement).objects.filter(pk=version.achievement_id).update(audience="pilot")
    stranger = visitor(where)
    export_public(district=where.district, folder=tmp_path / "before", at=NOW)
    assert stranger.get("/catalog/forms-quiz").status_code == 404
    assert not (tmp_path / "before" / "catalog" / "forms-quiz").exists()
    badge = award(where, to=where.ortiz)
    assert stranger.get("/catalog/forms-quiz/v1").status_code == 404
    actions.share(award=badge, visibility="public", shown=[], by=where.ortiz, at=NOW)
    criteria = load(bytes(badge.documents.current().body))["credentialSubject"]["achievement"][
        "criteria"
    ]["id"]
    place = criteria.removeprefix(where.district.address)
    assert place == "/catalog/forms-quiz/v1"
    assert stranger.get(place).status_code == 200
    export_public(district=where.district, folder=tmp_path / "after", at=NOW)
    assert (tmp_path / "after" / place.removeprefix("/") / "index.html").is_file()
    assert visitor(caliche).get(place).status_code in (200, 404)


def test_the_site_says_of_a_listed_badge_that_nobody_looked(
    pecan_flats: Cast, caliche: Cast, tmp_path: Path
) -> None:
    where = confirmed(pecan_flats)
    done = lists.awarded(where, f"{where.ortiz.email}\n")
    badge = done.awards.get()
    actions.share(award=badge, visibility="public", shown=[], by=where.ortiz, at=NOW)
    page = page_on_the_site(where, badge, tmp_path / "site")
    assert "Nobody reviewed evidence for it here" in page
    assert "María Ortiz showed" not in page
    shown = award(where, "check-and-change", to=where.ortiz)
    actions.share(award=shown, visibility="public", shown=[], by=where.ortiz, at=NOW)
    assert "María Ortiz showed" in page_on_the_site(where, shown, tmp_path / "again")
    older = visitor(where).get(f"/ob2/assertions/{badge.public_id}.json").json()
    assert "Nobody reviewed evidence for it here" in older["narrative"]
    assert "narrative" not in visitor(where).get(f"/ob2/assertions/{shown.public_id}.json").json()
    assert AwardLine.objects.filter(award=badge).exists()


def test_the_site_has_what_others_say_and_the_words_of_signed_evidence(
    pecan_flats: Cast, caliche: Cast, tmp_path: Path
) -> None:
    where = confirmed(pecan_flats)
    badge, photo = earned(where)
    version = Version.objects.get(pk=badge.version_id)
    endorse(where, praise(of=achievement_id(version, practice=False)))
    narrative = "Two answers surprised me."
    sign_evidence(
        document=badge.documents.current(),
        pieces=[piece(photo, narrative)],
        by=where.ortiz,
        at=NOW,
    )
    page = page_on_the_site(where, badge, tmp_path / "site")
    assert COMMENT in page
    [named] = load(bytes(badge.documents.current().body))["evidence"]
    anchor = named["id"].partition("#")[2]
    assert f'id="{anchor}"' in page
    assert narrative in page


def test_a_record_is_cut_where_others_would_not_take_it_whole(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = confirmed(pecan_flats)
    for slug in ("forms-quiz", "check-and-change"):
        award(where, slug, to=where.ortiz)
    owner = visitor(where, known(where.ortiz))
    assert records.pages_of(where.ortiz) == 1
    one = max(len(each.body) for each in Document.objects.all())
    monkeypatch.setattr(records, "MOST_BYTES", one)
    assert records.pages_of(where.ortiz) == 2
    held = []
    for number in (1, 2):
        part = load(owner.get(f"/badges/record.json?part={number}").content)
        held += [each["id"] for each in part["credentialSubject"]["verifiableCredential"]]
        assert part["name"] == f"Record of María Ortiz ({number} of 2)"
    assert len(set(held)) == 2
    assert owner.get("/badges/record.json?part=3").status_code == 404


def test_practice_badges_of_an_earlier_key_for_a_joined_entry_are_left_out(
    pecan_flats: Cast, caliche: Cast
) -> None:
    where = pecan_flats
    award(where, to=where.reyes)
    award(where, "check-and-change", to=where.ortiz)
    said: Any = {"kept": where.ortiz, "other": where.reyes, "note": "same", "by": where.lead}
    mending.join_people(**said, at=NOW)
    rotation.rotate(district=where.district, by=where.system, at=NOW)
    record = load(visitor(where, known(where.ortiz)).get("/badges/record.json").content)
    assert len(record["credentialSubject"]["verifiableCredential"]) == 1


def test_a_practice_bundle_is_checked_as_its_readme_says(pecan_flats: Cast, tmp_path: Path) -> None:
    """It publishes no keys: its badges bring theirs along."""
    award(pecan_flats, to=pecan_flats.ortiz)
    bundle(pecan_flats.ortiz).extractall(tmp_path)
    [badge] = (tmp_path / "badges").glob("*/badge.json")
    answer = verify_command.main([str(badge), "--site", str(tmp_path / "check")])
    assert answer == 1, "practice is never called real"


def test_the_site_has_what_others_were_told_to_show(
    pecan_flats: Cast, caliche: Cast, tmp_path: Path
) -> None:
    badge = real(pecan_flats)
    page_on_the_site(pecan_flats, badge, tmp_path / "site")
    place = tmp_path / "site" / "c" / badge.public_id
    stranger = visitor(pecan_flats)
    small = stranger.get(f"/c/{badge.public_id}/small.png").content
    assert (place / "small.png").read_bytes() == small
    assert json.loads((place / "history.json").read_text()) == (
        stranger.get(f"/c/{badge.public_id}/history.json").json()
    )
    frame = (place / "frame" / "index.html").read_text()
    assert badge.version.title in frame
    assert f"{ADDRESS}/c/{badge.public_id}" in frame
