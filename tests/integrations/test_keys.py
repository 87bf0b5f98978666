"""With what is signed for other systems: it changes, is lost and is stolen like every other key."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.cast import NOW, Cast
from tests.credentials.made import ADDRESS, confirmed, real
from tests.integrations.asking import System, credential
from waypost.credentials import key_files, rotation
from waypost.credentials.checks import keys as keys_of_the_doctor
from waypost.credentials.keys import signing_key
from waypost.credentials.models import IssuerKey
from waypost.export.public import export_public
from waypost.integrations import issuing
from waypost.integrations.checks import lists_of_withdrawn_keys
from waypost.integrations.forbidden import not_ours
from waypost.integrations.models import IntegrationList
from waypost.journal.actions import deliver_all
from waypost.journal.doctor import Asked
from waypost.openbadges import load
from waypost.openbadges.vcdm import sign_credential, trust, verify_credential
from waypost.people.models import District

pytestmark = pytest.mark.any_database
SECRET = "a secret of the test, long enough"


def keys(district: District) -> list[IssuerKey]:
    """The newest first."""
    return list(IssuerKey.objects.filter(district=district, use="systems").order_by("-created_at"))


def holds_elsewhere(signed: dict[str, Any], where: Cast) -> bool:
    """For a verifier that knows nothing but what it fetches from the addresses that are named."""
    lists = {}
    for entry in signed["credentialStatus"]:
        url = entry["statusListCredential"]
        path = url.removeprefix(where.district.address)
        lists[url] = Client(headers={"host": where.district.host}).get(path).content
    return verify_credential(signed, trust=trust(now=timezone.now()), lists=lists).verified


def said(check: Any) -> str:
    return "\n".join(each.said for each in check(Asked(at=timezone.now())))


def rotate(where: Cast) -> None:
    rotation.rotate(district=where.district, by=where.system, at=timezone.now())


def test_a_change_of_keys_takes_nothing_that_was_signed_with_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system, theirs = System(pecan_flats), System(caliche)
    before, beside = system.issued(), theirs.issued()
    rotate(pecan_flats)
    after = system.issued(id="urn:x:2")
    new, old = keys(pecan_flats.district)
    assert (after["issuer"], before["issuer"]) == (new.did, old.did)
    for signed in (before, after):
        assert system.verify(signed).told["verified"] is True
        assert holds_elsewhere(signed, pecan_flats)
    # What was signed before can still be taken back: its list goes on with the key it began with.
    assert system.change(before["id"], "revocation", True).status_code == 200
    assert not holds_elsewhere(before, pecan_flats)
    assert holds_elsewhere(after, pecan_flats)
    assert len(keys(caliche.district)) == 1
    assert theirs.verify(beside).told["verified"] is True


def test_with_a_lost_backup_nothing_that_it_could_sign_is_believed(
    pecan_flats: Cast, caliche: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    system, theirs = System(pecan_flats), System(caliche)
    before, beside = system.issued(), theirs.issued()
    (stolen,) = keys(pecan_flats.district)
    thief = signing_key(stolen)
    reason = {"district": pecan_flats.district.host, "reason": "A backup was lost."}
    call_command("keys", "compromised", "all", **reason)
    told = capsys.readouterr().out
    assert "Tell them, so that they have it signed again" in told
    deliver_all(at=timezone.now())
    # A forged one names no list that could say anything.
    forged = sign_credential(
        credential(id="urn:x:9", issuer=stolen.did), key=thief, did=stolen.did, at=NOW
    )
    for signed in (before, forged):
        answer = system.verify(signed)
        assert answer.status_code == 400
        assert "the key was withdrawn" in str(answer.told["problemDetails"])
    assert not holds_elsewhere(before, pecan_flats)
    again = system.issued(id="urn:x:2")
    assert again["issuer"] == keys(pecan_flats.district)[0].did != stolen.did
    assert holds_elsewhere(again, pecan_flats)
    assert theirs.verify(beside).told["verified"] is True
    assert holds_elsewhere(beside, caliche)
    call_command("keys", district=pecan_flats.district.host)
    assert "Ed25519, for other systems: withdrawn" in capsys.readouterr().out


def test_a_stolen_key_whose_file_is_lost_as_well_is_said_until_it_is_back(
    pecan_flats: Cast,
) -> None:
    system = System(pecan_flats)
    before = system.issued()
    (stolen,) = keys(pecan_flats.district)
    file = key_files.path_of(stolen)
    text = file.read_text()
    file.unlink()
    rotation.withdraw_key(key=stolen, why="Lost.", by=pecan_flats.system, at=timezone.now())
    deliver_all(at=timezone.now())
    assert system.verify(before).status_code == 400
    assert system.verify(system.issued(id="urn:x:2")).status_code == 200
    assert holds_elsewhere(before, pecan_flats), "its list cannot be signed"
    assert "1 of its lists" in said(lists_of_withdrawn_keys)
    file.write_text(text)
    call_command("keys", "anew", district=pecan_flats.district.host)
    assert not holds_elsewhere(before, pecan_flats)
    assert said(lists_of_withdrawn_keys) == ""


def test_a_drill_on_a_copy_that_does_not_run_revokes_at_once(pecan_flats: Cast) -> None:
    before = System(pecan_flats).issued()
    told = {"district": pecan_flats.district.host, "reason": "A drill."}
    call_command("keys", "compromised", "all", **told)
    assert not holds_elsewhere(before, pecan_flats)


def test_a_retired_key_is_watched_while_it_signs_lists(
    pecan_flats: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    real(pecan_flats)
    system = System(pecan_flats)
    before = system.issued()
    (first,) = keys(pecan_flats.district)
    rotate(pecan_flats)
    file = key_files.path_of(first)
    text = file.read_text()
    file.unlink()
    assert "can be taken back" in said(keys_of_the_doctor)
    assert "No badge can be signed" not in said(keys_of_the_doctor)
    call_command("check_keys")
    call_command("keys", district=pecan_flats.district.host)
    out = capsys.readouterr().out
    assert "can be taken back" in out
    assert "its file is missing" in out
    assert system.change(before["id"], "revocation", True).status_code == 503
    assert holds_elsewhere(before, pecan_flats)
    file.write_text(text)
    assert system.change(before["id"], "revocation", True).status_code == 200
    assert not holds_elsewhere(before, pecan_flats)


def test_badges_go_on_while_the_key_for_other_systems_is_missing(pecan_flats: Cast) -> None:
    real(pecan_flats)
    System(pecan_flats).issued()
    (key,) = keys(pecan_flats.district)
    key_files.path_of(key).unlink()
    assert "Nothing can be signed for other systems" in said(keys_of_the_doctor)
    assert "No badge can be signed" not in said(keys_of_the_doctor)
    call_command("ready_keys")
    waiting = IssuerKey.objects.filter(district=pecan_flats.district, use="badges").waiting()
    assert waiting.count() == 2, "the next keys are made all the same"


def test_what_is_signed_after_the_address_was_confirmed_names_it(pecan_flats: Cast) -> None:
    system = System(pecan_flats)
    before = system.issued()
    confirmed(pecan_flats)
    after = system.issued(id="urn:x:2")
    for entry in after["credentialStatus"]:
        assert entry["statusListCredential"].startswith(f"{ADDRESS}/vc-api/status/")
    for entry in before["credentialStatus"]:
        assert not entry["statusListCredential"].startswith(ADDRESS)
    assert after["issuer"] == before["issuer"]


def test_nothing_is_signed_with_a_key_that_was_withdrawn_meanwhile(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the key and the transaction that signs."""
    system = System(pecan_flats)
    system.issued()
    (stolen,) = keys(pecan_flats.district)
    turns: list[int] = []

    def meanwhile(credential: dict[str, Any]) -> Any:
        if not turns:
            turns.append(1)
            rotation.withdraw_key(key=stolen, why="x", by=pecan_flats.system, at=timezone.now())
        return not_ours(credential)

    monkeypatch.setattr(issuing, "not_ours", meanwhile)
    after = system.issued(id="urn:x:2")
    assert after["issuer"] == keys(pecan_flats.district)[0].did != stolen.did


def test_it_is_encrypted_where_there_is_a_secret(
    pecan_flats: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.KEYS, settings.KEYS_SECRET = tmp_path, SECRET
    system = System(pecan_flats)
    signed = system.issued()
    (file,) = tmp_path.rglob("*.key")
    assert file.read_text().startswith("waypost-sealed-1 ")
    assert file.stat().st_mode & 0o777 == 0o600
    settings.KEYS_SECRET = ""
    assert system.issue(id="urn:x:2").status_code == 503
    assert system.verify(signed).told["verified"] is True


def test_a_file_of_before_is_taken_over_at_the_next_start(
    pecan_flats: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.KEYS = tmp_path
    system = System(pecan_flats)
    system.issued()
    (file,) = tmp_path.rglob("*.key")
    file.rename(file.with_name(f"integrations-{file.name}"))
    assert system.issue(id="urn:x:2").status_code == 503
    settings.KEYS_SECRET = SECRET
    call_command("ready_keys")
    assert list(tmp_path.rglob("*.key")) == [file]
    assert file.read_text().startswith("waypost-sealed-1 ")
    assert system.issue(id="urn:x:2").status_code == 201


def test_it_is_never_under_the_name_of_the_district(pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    signed = System(pecan_flats).issued()
    rotate(pecan_flats)
    host: dict[str, Any] = {"headers": {"host": pecan_flats.district.host}}
    for path in (".well-known/did.json", ".well-known/jwks.json", f"c/{made.public_id}.json"):
        shown = Client().get(f"/{path}", **host).content.decode()
        for key in keys(pecan_flats.district):
            assert key.public_multibase not in shown, path
    assert signed["issuer"].startswith("did:key:")


def test_a_lead_sees_it_among_the_keys(pecan_flats: Cast) -> None:
    System(pecan_flats).issued()
    rotate(pecan_flats)
    client = Client(headers={"host": pecan_flats.district.host})
    account = pecan_flats.lead.account
    assert account
    client.force_login(account)
    page = client.get("/settings/keys").content.decode()
    assert "For other systems" in page
    assert all(key.short in page for key in keys(pecan_flats.district))


@pytest.mark.parametrize("below", [False, True])
def test_its_lists_outlive_the_program(pecan_flats: Cast, tmp_path: Path, below: bool) -> None:
    """Below is how the first lists of all name where suspensions show."""
    real(pecan_flats)
    system = System(pecan_flats)
    signed = system.issued()
    system.change(signed["id"], "revocation", True)
    if below:
        only = IntegrationList.objects.get()
        only.suspension_url = f"{only.url}/suspension"
        only.save()
    folder = tmp_path / "site"
    export_public(
        district=pecan_flats.district, folder=folder, at=timezone.now() + dt.timedelta(hours=1)
    )
    kinds = json.loads((folder / "files.json").read_text())
    only = IntegrationList.objects.get()
    for url, body in (
        (only.url, only.revoked_body),
        (only.suspension_url, only.suspended_body),
    ):
        path = url.removeprefix(f"{pecan_flats.district.address}/")
        # A web server answers a folder's address with its index.
        name = f"{path}/index.html" if (folder / path).is_dir() else path
        assert (folder / name).read_bytes() == bytes(body)
        assert kinds[name] == "application/json"
        assert load(bytes(body))["credentialSubject"]["type"] == "BitstringStatusList"
