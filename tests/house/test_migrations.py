"""Migrations only go forward: districts have data that the earlier ones made."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANDED = Path(__file__).with_name("migrations.txt")


def listed() -> dict[str, str]:
    """Path and digest of every migration that districts may have run."""
    lines = [line for line in LANDED.read_text().splitlines() if not line.startswith("#")]
    return {path: digest for digest, path in (line.split() for line in lines)}


def present() -> dict[str, str]:
    files = sorted((ROOT / "src" / "waypost").glob("*/migrations/[0-9]*.py"))
    return {
        str(file.relative_to(ROOT)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


def test_a_migration_that_has_landed_is_never_changed_and_never_removed() -> None:
    there = present()
    for path, digest in listed().items():
        assert path in there, f"{path} is gone. Put it back: districts have run it."
        assert there[path] == digest, (
            f"{path} was changed after districts may have run it. Put it back as it was and write"
            " the change as a new migration: .venv/bin/python manage.py makemigrations ROOM"
        )


def test_every_migration_is_listed() -> None:
    known = listed()
    lines = [f"{digest}  {path}" for path, digest in present().items() if path not in known]
    assert not lines, "Is it final? Then add to tests/house/migrations.txt:\n" + "\n".join(lines)


def test_a_room_has_one_migration_of_each_number() -> None:
    """Two of one number are two people's work that has not met yet."""
    numbers = [path.rpartition("/")[0] + path.rpartition("/")[2][:4] for path in present()]
    assert sorted(numbers) == sorted(set(numbers))
