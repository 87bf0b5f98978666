"""`./waypost doctor`: a line for each thing, with how it is mended, and never a secret."""

import datetime as dt
import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.core.mail import get_connection
from django.test import override_settings

from tests.cast import NOW, Cast
from tests.launcher import kept
from waypost.credentials.key_files import path_of
from waypost.credentials.keys import current_key
from waypost.journal.doctor import Asked, Finding, State, ask, asked_by_doctor
from waypost.journal.models import Delivery, Entry
from waypost.notices.models import Letter

pytestmark = pytest.mark.xdist_group("keeping")


@pytest.fixture(scope="module")
def well(forward: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as this version left it, with nobody in it who waits for mail."""
    return Path(shutil.copytree(forward, tmp_path_factory.mktemp("doctor") / "data"))


MAIL = {"WAYPOST_MAIL_HOST": "mail.pecanflats.example", "WAYPOST_MAIL_FROM": "a@b.example"}


def test_a_folder_that_is_well_has_nothing_wrong_and_is_not_changed(well: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in well.rglob("*")}
    done = kept.run("doctor", "--data", well, **MAIL)
    assert done.returncode == 0, done.stdout
    assert "Nothing is wrong" in done.stdout
    for said in (
        "The database is whole",
        "The database is as this version wants it.",
        "Signing keys that are there and fit: 2.",
        "Files of evidence, all where they belong: 9.",
        "pecanflats.localhost has no confirmed address",
        "No backup of this folder was made.",
        "A mail server is set",
    ):
        assert said in done.stdout, done.stdout
    after = {path: path.stat().st_mtime_ns for path in well.rglob("*")}
    assert {path.name for path in after} - {path.name for path in before} <= {
        "waypost.sqlite3-wal",
        "waypost.sqlite3-shm",
    }


def test_everything_that_is_wrong_is_named_at_once_and_no_secret_is_said(
    well: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(well, tmp_path / "data")
    secret = (data / "keys" / "secret").read_text().strip()
    key = next(data.glob("keys/*/*.key"))
    private = key.read_text().strip()
    key.rename(key.with_suffix(".lost"))
    key.with_suffix(".lost").chmod(0o644)
    next((data / "files").rglob("*.jpg")).unlink()
    (data / "files" / "evidence" / "stray.jpg").write_bytes(b"x")
    (data / "backup.stamp").write_text("2026-01-02T03:04:05+00:00")
    data.chmod(0o755)
    password = "a mail password"
    done = kept.run("doctor", "--data", data, WAYPOST_TLS="on", WAYPOST_MAIL_PASSWORD=password)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    flat = " ".join(done.stdout.split())
    for said in (
        f"Other users of this machine can look into {data}. > chmod -R go= {data}",
        f"No badge can be signed: {key} is missing",
        f"{key.with_suffix('.lost')} can be read by other users",
        "1 files of evidence are not in",
        "1 files in",
        "No mail server is set (WAYPOST_MAIL_HOST)",
        "The last backup was made on January 02, 2026",
    ):
        assert said in flat, done.stdout
    assert not [word for word in (secret, private, password) if word in done.stdout + done.stderr]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = kept.run("doctor", "--data", tmp_path / "none")
    assert f"There is no Waypost in {tmp_path / 'none'} yet." in " ".join(done.stdout.split())
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["bytes", "setting"])
def test_what_keeps_it_from_looking_further_is_one_line(
    well: Path, tmp_path: Path, damage: str
) -> None:
    data, more = shutil.copytree(well, tmp_path / "data"), {}
    if damage == "bytes":
        (data / "waypost.sqlite3").write_bytes(b"x" * 100_000)
    else:
        more["WAYPOST_MAIL_PORT"] = "smtp"
    done = kept.run("doctor", "--data", data, **more)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    wanted = {
        "bytes": "is damaged (file is not a database)",
        "setting": "WAYPOST_MAIL_PORT must be",
    }
    assert wanted[damage] in " ".join(done.stdout.split())


def test_a_port_that_something_else_holds_is_said(well: Path) -> None:
    (well / "running").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = kept.run("doctor", "--data", well, "--port", port, **MAIL)
    assert "Waypost does not run on this folder." in done.stdout
    assert f"Port {port} is used by something else." in done.stdout


def findings(at: dt.datetime = NOW, **more: bool) -> list[Finding]:
    return list(ask(Asked(at=at, **more)))


def states(word: str, at: dt.datetime = NOW) -> set[State]:
    return {each.state for each in findings(at) if word in each.said}


def test_deliveries_that_were_given_up_or_stand_still_are_named(pecan_flats: Cast) -> None:
    assert states("No delivery was given up") == {State.OK}
    entry = Entry.objects.create(
        kind="x.Y",
        schema=1,
        district=pecan_flats.district.pk,
        subject=pecan_flats.ortiz.pk,
        actor="system:test",
        at=NOW,
        facts={},
    )
    waits = Delivery.objects.create(entry=entry, handler="x.y", due_at=NOW)
    assert states("have waited", NOW + dt.timedelta(minutes=5)) == set()
    assert states("have waited", NOW + dt.timedelta(hours=1)) == {State.LOOK}
    Delivery.objects.filter(pk=waits.pk).update(gave_up_at=NOW, attempts=9, error="OSError")
    assert states("given up, the last because of OSError") == {State.WRONG}


@pytest.mark.django_db
def test_before_there_is_a_district_no_letter_waits() -> None:
    assert states("there is no district") == {State.OK}
    assert states("the only district is a demo") == set()


def test_late_letters_of_a_district_of_its_own_are_counted(pecan_flats: Cast) -> None:
    Letter.objects.create(
        district=pecan_flats.district,
        to=pecan_flats.ortiz,
        address="ortiz@pecanflats.example",
        occasion="x",
        subject="Got it",
        text="…",
        written_at=NOW,
    )
    assert states("more than a day late", NOW + dt.timedelta(hours=2)) == set()
    assert states("more than a day late", NOW + dt.timedelta(days=2)) == {State.LOOK}


@pytest.mark.parametrize(("tls", "address"), [(True, "http"), (False, "https")])
def test_an_address_and_the_setting_for_tls_must_fit(
    pecan_flats: Cast, tls: bool, address: str
) -> None:
    district = pecan_flats.district
    district.host, district.address = "learn.example.org", f"{address}://learn.example.org"
    district.save(update_fields=["host", "address"])
    with override_settings(TLS=tls):
        assert states("WAYPOST_TLS") == {State.WRONG}
    with override_settings(TLS=not tls):
        assert states("WAYPOST_TLS") == set()


def test_nothing_leaves_the_machine_unless_it_was_asked_to(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert findings()
    assert get_connection()
    silent = [each.said for each in findings(network=True) if "could not be looked at" in each.said]
    assert len(silent) == 1, "with --network it does ask"


def test_a_key_of_another_district_does_not_count(pecan_flats: Cast, caliche: Cast) -> None:
    first = current_key(pecan_flats.district, at=NOW)
    other = current_key(caliche.district, at=NOW)
    assert states("Signing keys that are there and fit: 2") == {State.OK}
    path_of(first).write_bytes(path_of(other).read_bytes())
    assert states("is missing, damaged or of another key") == {State.WRONG}


def test_a_check_that_breaks_is_named_and_the_others_go_on(db: None) -> None:
    def broken(asked: Asked) -> None:
        raise ValueError("María Ortiz")

    broken.__module__ = "waypost.people.checks"
    asked_by_doctor(broken)  # type: ignore[arg-type]  # broken in this way, too
    try:
        said = findings()
    finally:
        from waypost.journal import doctor

        del doctor._checks["people.checks.broken"]
    assert "people.checks.broken could not be looked at (ValueError)." in {f.said for f in said}
    assert not any("María" in f.said + f.mend for f in said)
    assert len(said) > 2


@pytest.mark.django_db  # so that it runs on PostgreSQL, in a database of its own
@pytest.mark.skipif(not os.environ.get("WAYPOST_DATABASE"), reason="it is about PostgreSQL")
def test_a_postgresql_database_is_named_with_its_version(
    tmp_path: Path, postgresql: Callable[[str], str]
) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    done = kept.run("doctor", "--data", tmp_path / "data", WAYPOST_DATABASE=postgresql("doctor"))
    assert "The database answers (PostgreSQL" in done.stdout, done.stdout
    assert "The database is empty." in done.stdout
    gone = kept.run(
        "doctor", "--data", tmp_path / "data", WAYPOST_DATABASE="postgres://x@127.0.0.1:9/none"
    )
    assert gone.returncode == 1
    assert "The database cannot be asked:" in gone.stdout
    assert "Traceback" not in gone.stderr


def test_a_database_of_a_newer_version_is_said(well: Path, tmp_path: Path) -> None:
    data = shutil.copytree(well, tmp_path / "data")
    with closing(sqlite3.connect(data / "waypost.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('people', '0099_later', '2030-01-01')"
        )
    done = kept.run("doctor", "--data", data)
    assert done.returncode == 1
    assert "was last used by a newer Waypost, which added people.0099_later" in " ".join(
        done.stdout.split()
    )
