"""Private keys on the disk: encrypted where a secret is given, and never shown or guessed at."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from tests.cast import NOW, Cast
from tests.credentials.made import award, real
from waypost.credentials import key_files
from waypost.credentials.checks import encryption_of_keys, keys, keys_that_sign_next
from waypost.credentials.key_files import KeyLocked, KeyMissing
from waypost.credentials.keys import current_key, make_ready, secret_of, unusable
from waypost.credentials.models import IssuerKey
from waypost.journal.doctor import Asked, State

pytestmark = pytest.mark.any_database

FIRST = "the first secret, long enough"
SECOND = "another secret, long enough"
ASKED = Asked(at=NOW)


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS = tmp_path


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.key"))


def said(check: object) -> str:
    found = check(ASKED)  # type: ignore[operator]  # one of the doctor's
    return "\n".join(f"{each.state} {each.said} {each.mend}" for each in found)


def test_with_a_secret_no_key_lies_open(
    pecan_flats: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.KEYS_SECRET = FIRST
    real(pecan_flats)
    make_ready(pecan_flats.district, at=NOW)
    assert len(files(tmp_path)) == 4
    for file in files(tmp_path):
        text = file.read_text()
        assert text.startswith("waypost-sealed-1 ")
        assert "PRIVATE KEY" not in text
        assert file.stat().st_mode & 0o777 == 0o600
    assert unusable() == []
    assert "Signing keys that are there and fit: 4" in said(keys)
    assert "encrypted: 4" in said(encryption_of_keys)


def test_what_lay_open_is_encrypted_at_the_next_start(
    pecan_flats: Cast,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    key = current_key(pecan_flats.district, at=NOW)
    secret = secret_of(key)
    (file,) = files(tmp_path)
    open_text = file.read_text()
    assert "No secret is set" in said(encryption_of_keys)
    settings.KEYS_SECRET = FIRST
    assert secret_of(key) == secret, "it is read as it is"
    assert "1 lie open" in said(encryption_of_keys)
    call_command("ready_keys")
    assert "written as WAYPOST_KEYS_SECRET asks: 1" in capsys.readouterr().out
    assert open_text.strip() not in file.read_text()
    assert secret_of(key) == secret
    call_command("ready_keys")
    assert capsys.readouterr().out == ""


def test_the_secret_can_be_changed_and_given_up(
    pecan_flats: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.KEYS_SECRET = FIRST
    key = current_key(pecan_flats.district, at=NOW)
    secret = secret_of(key)
    settings.KEYS_SECRET, settings.KEYS_SECRET_BEFORE = SECOND, FIRST
    call_command("ready_keys")
    settings.KEYS_SECRET_BEFORE = ""
    assert secret_of(key) == secret
    settings.KEYS_SECRET, settings.KEYS_SECRET_BEFORE = "", SECOND
    call_command("ready_keys")
    settings.KEYS_SECRET_BEFORE = ""
    assert secret_of(key) == secret
    assert key_files.is_open(key)


@pytest.mark.parametrize("given", ["", SECOND])
def test_a_wrong_or_missing_secret_is_said_in_one_line_and_changes_nothing(
    pecan_flats: Cast,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    given: str,
) -> None:
    settings.KEYS_SECRET = FIRST
    real(pecan_flats)
    settings.KEYS_SECRET = given
    before = [(file, file.read_bytes()) for file in files(tmp_path)]
    with pytest.raises(KeyLocked):
        award(pecan_flats, to=pecan_flats.reyes)
    call_command("ready_keys")
    call_command("check_keys")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all("encrypted with another secret" in line for line in lines)
    assert "WAYPOST_KEYS_SECRET" in said(keys)
    assert str(State.WRONG) in said(keys)
    assert [(file, file.read_bytes()) for file in files(tmp_path)] == before


def test_a_sealed_file_that_was_changed_or_moved_is_no_key(
    pecan_flats: Cast, caliche: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.KEYS_SECRET = FIRST
    ours = current_key(pecan_flats.district, at=NOW)
    theirs = current_key(caliche.district, at=NOW)
    text = key_files.path_of(ours).read_text()
    key_files.path_of(theirs).write_text(text)
    with pytest.raises(KeyMissing):
        secret_of(theirs)
    for spoiled in (text[:-9] + "AAAA" + text[-5:], "waypost-sealed-1", "waypost-sealed-1 a b c"):
        key_files.path_of(ours).write_text(spoiled)
        with pytest.raises(KeyMissing):
            secret_of(ours)


def test_signing_again_stretches_no_secret_again(
    pecan_flats: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KEYS_SECRET = FIRST
    key = current_key(pecan_flats.district, at=NOW)
    secret_of(key)

    def never(**_: object) -> object:
        raise AssertionError("the secret was stretched again")

    monkeypatch.setattr(key_files, "Scrypt", never)
    secret_of(key)


def test_the_doctor_asks_for_the_keys_that_sign_next(pecan_flats: Cast) -> None:
    assert said(keys_that_sign_next) == ""
    real(pecan_flats)
    assert "start" in said(keys_that_sign_next)
    make_ready(pecan_flats.district, at=NOW)
    assert said(keys_that_sign_next) == ""
    waiting = IssuerKey.objects.waiting().first()
    assert waiting
    key_files.path_of(waiting).unlink()
    assert "is missing, damaged or of another key" in said(keys)


def test_whoever_needs_a_key_that_is_locked_reads_what_to_do(
    pecan_flats: Cast, settings: Settings
) -> None:
    settings.KEYS_SECRET = FIRST
    made = real(pecan_flats)
    settings.KEYS_SECRET = ""
    client = Client(raise_request_exception=False, headers={"host": pecan_flats.district.host})
    account = pecan_flats.lead.account
    assert account
    client.force_login(account)
    note = "Two of us reviewed the same evidence, and mixed up the names."
    answer = client.post(
        f"/badges/{made.pk}/withdraw",
        {"reason": "error", "note": note},
        headers={"origin": f"http://{pecan_flats.district.host}"},
    )
    assert answer.status_code == 503
    assert "signing key is not where it should be" in answer.content.decode()
    assert note in answer.content.decode(), "what was typed comes back"
    made.refresh_from_db()
    assert made.stands
    settings.KEYS_SECRET = FIRST
    sent = {"reason": "error", "note": note}
    assert client.post(f"/badges/{made.pk}/withdraw", sent).status_code == 302
