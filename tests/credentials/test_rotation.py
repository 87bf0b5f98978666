"""Keys change, are lost and are stolen, and no badge is lost with them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.cast import NOW, Cast
from tests.credentials.made import ADDRESS, award, real
from waypost.credentials import actions, key_files, reissuing, rotation
from waypost.credentials.checking import check, check_file, lists_of, published
from waypost.credentials.key_files import KeyMissing
from waypost.credentials.keys import current_key, key_of_list, make_ready, signing_key
from waypost.credentials.models import (
    Algorithm,
    Award,
    Correction,
    Document,
    IssuerKey,
    SignedToken,
    StatusList,
)
from waypost.credentials.tokens import token_of
from waypost.journal.actions import deliver_all, deliver_one
from waypost.notices.models import Letter
from waypost.openbadges import Outcome, PublicKey, Verdict, dump, load, sign, verify
from waypost.people.models import District
from waypost.people.policies import NotAllowed

DAY = dt.timedelta(days=1)
DID = "did:web:learn.pecanflats.example"


def lists(district: District) -> dict[str, bytes]:
    found = StatusList.objects.filter(district=district, practice=False)
    return {url: body for each in found for url, body in lists_of(each).items()}


def judge(source: bytes, document: object, listed: dict[str, bytes], at: dt.datetime) -> Verdict:
    """As somebody far away does it, with what they fetched at some time."""
    return verify(source, now=at, did_documents={DID: document}, status_lists=listed)


def body(made: Award) -> bytes:
    return bytes(made.documents.current().body)


def rotate(cast: Cast, at: dt.datetime) -> list[IssuerKey]:
    return rotation.rotate(district=cast.district, by=cast.system, at=at)


def withdraw(cast: Cast, key: IssuerKey, at: dt.datetime) -> IssuerKey | None:
    return rotation.withdraw_key(key=key, why="A laptop was lost.", by=cast.system, at=at)


def signing(district: District, algorithm: Algorithm = Algorithm.ED25519) -> IssuerKey:
    return current_key(district, at=NOW, algorithm=algorithm)


def test_at_no_moment_of_a_rotation_does_anything_fail_to_verify(pecan_flats: Cast) -> None:
    """Badges, tokens and lists from before, between and after, each with the document that was
    fetched before, between or after, and cached since."""
    made = real(pecan_flats)
    make_ready(pecan_flats.district, at=NOW)
    files: list[bytes] = []
    documents: list[object] = []
    listed: list[dict[str, bytes]] = []

    def look(fresh: Award, at: dt.datetime) -> None:
        files.append(body(fresh))
        files.extend(bytes(token_of(fresh, each, at=at).body) for each in Algorithm)
        documents.append(published(pecan_flats.district)[DID])
        listed.append(lists(pecan_flats.district))

    look(made, NOW)
    keys = [signing(pecan_flats.district).pk]
    for turn, person in enumerate([pecan_flats.reyes, pecan_flats.wells], start=1):
        rotate(pecan_flats, NOW + turn * DAY)
        keys.append(signing(pecan_flats.district).pk)
        documents.append(published(pecan_flats.district)[DID])
        listed.append(lists(pecan_flats.district))
        look(award(pecan_flats, to=person), NOW + turn * DAY)
    assert len(set(keys)) == 3
    # One who cached the first document for so long has seen the key of the second turn only as a
    # stranger: a key is published one turn ahead.
    for source in files:
        for ahead, document in enumerate(documents[1:]):
            for listing in listed:
                verdict = judge(source, document, listing, NOW + 5 * DAY)
                assert verdict.outcome is Outcome.REAL, (ahead, verdict)
    first = documents[0]
    for source in files[:6]:
        for listing in listed[:3]:
            assert judge(source, first, listing, NOW + 5 * DAY).outcome is Outcome.REAL


def test_the_next_key_is_published_as_long_as_the_one_that_signs(
    client: Client, pecan_flats: Cast
) -> None:
    made = real(pecan_flats)
    host: dict[str, Any] = {"headers": {"host": pecan_flats.district.host}}
    before = client.get("/.well-known/did.json", **host).json()
    rows = IssuerKey.objects.filter(district=pecan_flats.district)
    waiting = rows.waiting().get()
    assert waiting.created_at == signing(pecan_flats.district).created_at
    rotate(pecan_flats, NOW + DAY)
    assert signing(pecan_flats.district) == waiting
    after = client.get("/.well-known/did.json", **host).json()
    kept = {each["id"] for each in before["verificationMethod"]}
    assert kept < {each["id"] for each in after["verificationMethod"]}
    assert set(before["assertionMethod"]) < set(after["assertionMethod"])
    named = load(body(award(pecan_flats, to=pecan_flats.reyes)))["proof"]["verificationMethod"]
    assert named in kept
    assert check(made.documents.current(), at=NOW + DAY).outcome is Outcome.REAL
    shown = client.get(f"/c/{made.public_id}", **host).content.decode()
    assert "It hasn’t been changed or withdrawn" in shown


def test_lists_are_signed_with_the_new_key_and_withdrawing_goes_on(pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    rotate(pecan_flats, NOW + DAY)
    public = signing(pecan_flats.district).public
    assert isinstance(public, PublicKey)
    listed = [load(each) for each in lists(pecan_flats.district).values()]
    assert len(listed) == 2, "withdrawn, suspended"
    assert {each["proof"]["verificationMethod"] for each in listed} == {f"{DID}#{public.multibase}"}
    actions.withdraw(award=made, reason="error", note="", by=pecan_flats.lead, at=NOW + DAY)
    assert check(made.documents.current(), at=NOW + DAY).outcome is Outcome.WITHDRAWN


def test_only_who_runs_the_program_changes_keys(pecan_flats: Cast, caliche: Cast) -> None:
    real(pecan_flats)
    key = signing(pecan_flats.district)
    for viewer in (pecan_flats.dana, pecan_flats.principal, caliche.lead, caliche.system):
        with pytest.raises(NotAllowed):
            rotation.rotate(district=pecan_flats.district, by=viewer, at=NOW)
        with pytest.raises(NotAllowed):
            rotation.withdraw_key(key=key, why="x", by=viewer, at=NOW)
        with pytest.raises(NotAllowed):
            reissuing.sign_anew(district=pecan_flats.district, by=viewer, at=NOW)
    assert signing(pecan_flats.district) == key


def test_a_lost_file_is_no_end(pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    key = signing(pecan_flats.district)
    key_files.path_of(key).unlink()
    with pytest.raises(KeyMissing):
        award(pecan_flats, to=pecan_flats.reyes)
    rotate(pecan_flats, NOW + DAY)
    again = award(pecan_flats, to=pecan_flats.reyes)
    for each in (made, again):
        assert check(each.documents.current(), at=NOW + DAY).outcome is Outcome.REAL


def test_with_every_file_lost_new_keys_are_made(pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    for key in IssuerKey.objects.filter(district=pecan_flats.district):
        key_files.path_of(key).unlink()
    rotate(pecan_flats, NOW + DAY)
    again = award(pecan_flats, to=pecan_flats.reyes)
    for each in (made, again):
        assert check(each.documents.current(), at=NOW + DAY).outcome is Outcome.REAL


def test_a_lost_practice_key_gets_going_with_a_list_of_its_own(pecan_flats: Cast) -> None:
    old = award(pecan_flats, to=pecan_flats.ortiz)
    key_files.path_of(signing(pecan_flats.district)).unlink()
    rotate(pecan_flats, NOW + DAY)
    new = award(pecan_flats, to=pecan_flats.reyes)
    places = {each.documents.current().status_list_id for each in (old, new)}
    assert len(places) == 2
    for each in (old, new):
        assert check(each.documents.current(), at=NOW + DAY).outcome is Outcome.PRACTICE
    assert key_of_list(old.documents.current().status_list) != signing(pecan_flats.district)


def test_a_stolen_key_takes_no_badge_with_it(client: Client, pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    other = award(pecan_flats, "check-and-change", to=pecan_flats.ortiz)
    gone = award(pecan_flats, to=pecan_flats.wells)
    actions.withdraw(award=gone, reason="error", note="", by=pecan_flats.lead, at=NOW)
    deliver_all(at=NOW)
    stolen, old = signing(pecan_flats.district), body(made)
    thief = signing_key(stolen)
    later = NOW + DAY
    instead = withdraw(pecan_flats, stolen, later)
    assert instead == signing(pecan_flats.district) != stolen
    document = published(pecan_flats.district)[DID]
    deliver_all(at=later)
    listed = lists(pecan_flats.district)
    # Files at the same addresses, new and real.
    host: dict[str, Any] = {"headers": {"host": pecan_flats.district.host}}
    served = client.get(f"/c/{made.public_id}.json", **host).content
    assert served != old
    assert load(served)["id"] == load(old)["id"] == f"{ADDRESS}/c/{made.public_id}"
    for each, found in ((made, Outcome.REAL), (other, Outcome.REAL), (gone, Outcome.WITHDRAWN)):
        # Dated by the loop's own clock, as they are signed there.
        assert judge(body(each), document, listed, timezone.now()).outcome is found
    # What the stolen key signed is believed by nobody, and is told why.
    members = {name: value for name, value in load(old).items() if name != "proof"}
    forged = sign(members | {"name": "Chief"}, key=thief, did=DID, at=later)
    for source in (old, dump(forged)):
        verdict = check_file(source, pecan_flats.district, at=later)
        assert (verdict.outcome, verdict.reason) == (Outcome.CHANGED, "key_was_withdrawn")
    corrections = Correction.objects.filter(award__in=[made, other, gone])
    assert {(c.what, c.reason, c.corrected_by) for c in corrections} == {("reissue", "key", None)}
    assert corrections.count() == 3
    # One letter for two badges, and none about a badge that is over.
    letters = Letter.objects.filter(district=pecan_flats.district, kind="corrected")
    assert [each.to for each in letters] == [pecan_flats.ortiz]
    assert "The district signs with a new key" in letters.get().text
    assert "its key was withdrawn" in letters.get().text


def test_half_way_and_again_signs_nothing_twice(pecan_flats: Cast) -> None:
    real(pecan_flats)
    for person in (pecan_flats.reyes, pecan_flats.wells, pecan_flats.rep, pecan_flats.dana):
        award(pecan_flats, to=person, by=pecan_flats.lead)
    stolen, later = signing(pecan_flats.district), NOW + DAY
    withdraw(pecan_flats, stolen, later)
    said: dict[str, Any] = {"district": pecan_flats.district, "by": pecan_flats.system, "at": later}
    counts = [reissuing.sign_anew(**said, most=2) for _ in range(4)]
    assert counts == [2, 2, 1, 0]
    while deliver_one(at=later):
        pass
    assert Document.objects.filter(key=stolen).count() == 5
    assert Document.objects.filter(superseded_by=None).exclude(key=stolen).count() == 5
    assert Document.objects.count() == 10
    assert not reissuing.to_sign_anew(pecan_flats.district).exists()


def test_the_loop_alone_comes_to_the_end(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reissuing.sign_anew, "__kwdefaults__", {"most": 1})
    real(pecan_flats)
    award(pecan_flats, to=pecan_flats.reyes)
    award(pecan_flats, to=pecan_flats.wells)
    withdraw(pecan_flats, signing(pecan_flats.district), NOW + DAY)
    deliver_all(at=NOW + DAY)
    assert not reissuing.to_sign_anew(pecan_flats.district).exists()
    assert Document.objects.count() == 6


def test_until_it_is_signed_anew_the_page_does_not_call_it_forged(
    client: Client, pecan_flats: Cast
) -> None:
    made = real(pecan_flats)
    withdraw(pecan_flats, signing(pecan_flats.district), NOW + DAY)
    page = client.get(f"/c/{made.public_id}", headers={"host": pecan_flats.district.host})
    assert "is signing this badge anew" in page.content.decode()


def test_a_file_of_a_withdrawn_key_is_told_apart_from_a_changed_one(
    client: Client, pecan_flats: Cast
) -> None:
    old = body(real(pecan_flats))
    withdraw(pecan_flats, signing(pecan_flats.district), NOW + DAY)
    brought = {"badge": SimpleUploadedFile("badge.json", old)}
    page = client.post("/check", brought, headers={"host": pecan_flats.district.host})
    said = page.content.decode()
    assert "The key of this file was withdrawn" in said
    assert "save it again from its page" in said
    assert "This badge was changed" not in said


def test_a_withdrawn_key_stays_published_as_such(client: Client, pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    make_ready(pecan_flats.district, at=NOW)
    rsa = signing(pecan_flats.district, Algorithm.RS256)
    before = bytes(token_of(made, Algorithm.RS256, at=NOW).body)
    withdraw(pecan_flats, rsa, NOW + DAY)
    host: dict[str, Any] = {"headers": {"host": pecan_flats.district.host}}
    document = client.get("/.well-known/did.json", **host).json()
    (ended,) = [each for each in document["verificationMethod"] if "revoked" in each]
    assert ended["revoked"] == "2026-11-19T20:00:00Z"
    assert ended["id"] not in document["assertionMethod"]
    keys = client.get("/.well-known/jwks.json", **host).json()["keys"]
    assert ended["id"] not in {each["kid"] for each in keys}
    verdict = check_file(before, pecan_flats.district, at=NOW + DAY)
    assert verdict.reason == "key_was_withdrawn"
    # The badge itself was signed with another key, and its token is made anew for the asking.
    after = client.get(f"/c/{made.public_id}.jwt", **host).content
    assert check_file(after, pecan_flats.district, at=NOW + DAY).outcome is Outcome.REAL
    assert check_file(body(made), pecan_flats.district, at=NOW + DAY).outcome is Outcome.REAL
    assert SignedToken.objects.filter(document=made.documents.current()).count() == 2
    with pytest.raises(rotation.WithdrawnBefore):
        withdraw(pecan_flats, rsa, NOW + 2 * DAY)


def test_a_key_that_waits_or_retired_can_be_withdrawn_as_well(pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    rows = IssuerKey.objects.filter(district=pecan_flats.district, algorithm=Algorithm.ED25519)
    waiting, now = rows.waiting().get(), signing(pecan_flats.district)
    assert withdraw(pecan_flats, waiting, NOW + DAY) is None
    assert signing(pecan_flats.district) == now
    assert rows.waiting().get() != waiting
    rotate(pecan_flats, NOW + DAY)
    assert withdraw(pecan_flats, now, NOW + 2 * DAY) is None
    call_command("keys", "anew")
    assert made.documents.current().key == signing(pecan_flats.district)


def test_the_database_keeps_what_was_published(pecan_flats: Cast) -> None:
    real(pecan_flats)
    before = signing(pecan_flats.district)
    rotate(pecan_flats, NOW)
    withdrawn = signing(pecan_flats.district)
    withdraw(pecan_flats, withdrawn, NOW)
    rotated = IssuerKey.objects.filter(pk=before.pk)
    stolen = IssuerKey.objects.filter(pk=withdrawn.pk)
    rows = IssuerKey.objects.filter(pk=signing(pecan_flats.district).pk)
    changes: list[Callable[[], object]] = [
        lambda: rows.update(fingerprint="0" * 64),
        lambda: rows.update(public_multibase="z6Mk"),
        lambda: rows.update(revoked_at=NOW),
        lambda: (
            IssuerKey.objects.filter(district=pecan_flats.district).waiting().update(signs_from=NOW)
        ),
        rows.delete,
        lambda: rotated.update(retired_at=None),
        lambda: stolen.update(revoked_at=None),
        lambda: stolen.update(revoked_why=""),
    ]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    token = token_of(Award.objects.get(), Algorithm.ED25519, at=NOW)
    for change in (SignedToken.objects.all().delete, token.save):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_command_lists_changes_and_withdraws(
    pecan_flats: Cast, caliche: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    made = real(pecan_flats)
    key, host = signing(pecan_flats.district), pecan_flats.district.host
    call_command("keys")
    said = capsys.readouterr().out
    assert f"{key.short}  Ed25519: signs since Nov 18, 2026, its file is open" in said
    assert "signs next, published since Nov 18, 2026" in said
    assert "No key yet" in said.partition(caliche.district.name)[2]
    with pytest.raises(CommandError, match="Which district"):
        call_command("keys", "rotate")
    call_command("keys", "rotate", district=host)
    assert "signs from now on" in capsys.readouterr().out
    for wrong in ({"fingerprint": key.short}, {"fingerprint": "", "reason": "x"}):
        with pytest.raises(CommandError):
            call_command("keys", "compromised", wrong.pop("fingerprint"), **wrong)
    with pytest.raises(CommandError, match="No key begins"):
        call_command("keys", "compromised", "0" * 12, reason="Lost.")
    capsys.readouterr()
    call_command("keys", "compromised", key.short, reason="A backup was lost.")
    said = capsys.readouterr().out
    assert "1 badge signed anew" in said
    assert made.documents.current().key == signing(pecan_flats.district)
    call_command("keys", "compromised", key.short, reason="Again.")
    said = capsys.readouterr().out
    assert "was withdrawn before" in said
    assert "No badge waits" in said
    call_command("keys")
    assert "(A backup was lost.)" in capsys.readouterr().out


def test_with_a_lost_backup_every_key_is_withdrawn_and_one_letter_says_so(
    pecan_flats: Cast, caliche: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    made = real(pecan_flats)
    with time_machine.travel(NOW + DAY):
        call_command("keys", "rotate", district=pecan_flats.district.host)
        other = award(pecan_flats, "check-and-change", to=pecan_flats.ortiz)
        stolen = set(IssuerKey.objects.filter(district=pecan_flats.district))
        said = {"district": pecan_flats.district.host, "reason": "A backup was lost."}
        call_command("keys", "compromised", "all", **said)
        assert "2 badges signed anew" in capsys.readouterr().out
        deliver_all(at=NOW + DAY)
    assert len(stolen) == 3
    rows = IssuerKey.objects.filter(district=pecan_flats.district)
    assert stolen == set(rows.withdrawn())
    assert not stolen & set(rows.kept())
    document, listed = published(pecan_flats.district)[DID], lists(pecan_flats.district)
    for each in (made, other):
        assert judge(body(each), document, listed, NOW + DAY).outcome is Outcome.REAL
        # Signed once: no stolen key signed anything on the way.
        assert each.documents.count() == 2
    assert Letter.objects.filter(kind="corrected", to=pecan_flats.ortiz).count() == 1


def test_a_locked_key_is_never_taken_for_a_lost_one(pecan_flats: Cast, settings: Settings) -> None:
    settings.KEYS_SECRET = "a secret of twenty letters"
    real(pecan_flats)
    key = signing(pecan_flats.district)
    settings.KEYS_SECRET = ""
    with pytest.raises(CommandError, match="encrypted with another secret"):
        call_command("keys", "rotate", district=pecan_flats.district.host)
    with pytest.raises(CommandError, match="encrypted with another secret"):
        call_command("keys", "compromised", key.short, reason="x")
    assert IssuerKey.objects.filter(district=pecan_flats.district).count() == 2
    assert signing(pecan_flats.district) == key
