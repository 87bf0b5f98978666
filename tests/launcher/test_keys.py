"""`./waypost keys`: looked at and changed from a shell, with the secret and without it."""

import os
import shutil
from pathlib import Path

import pytest

from tests.launcher import kept

pytestmark = pytest.mark.xdist_group("keeping")
SECRET = {"WAYPOST_KEYS_SECRET": "a secret of the test, long enough"}


@pytest.fixture
def sealed(forward: Path, tmp_path: Path) -> Path:
    """The last release's folder as this version's first start with a secret leaves it."""
    data = shutil.copytree(forward, tmp_path / "data")
    assert "written as WAYPOST_KEYS_SECRET asks" in kept.manage(data, "ready_keys", **SECRET)
    return data


def test_keys_are_listed_and_changed_with_the_secret_alone(sealed: Path, tmp_path: Path) -> None:
    listed = kept.run("keys", "--data", sealed, **SECRET)
    assert listed.returncode == 0, listed.stderr
    assert "its file is encrypted" in listed.stdout
    assert "its file is open" not in listed.stdout
    host = listed.stdout.partition("(")[2].partition(")")[0]
    said = kept.refused("keys", "rotate", "--district", host, "--data", sealed)
    assert "encrypted with another secret" in said
    shown = kept.run("keys", "--data", sealed, WAYPOST_KEYS_SECRET="some other secret, as long")
    assert "its file is encrypted with another secret" in shown.stdout
    assert "at least 20 characters" in kept.refused(
        "keys", "--data", sealed, WAYPOST_KEYS_SECRET="short"
    )
    done = kept.run("keys", "rotate", "--district", host, "--data", sealed, **SECRET)
    assert done.returncode == 0, done.stderr
    assert "signs from now on" in done.stdout
    kept_file = kept.run("backup", tmp_path / "kept.zip", "--data", sealed)
    assert "without WAYPOST_KEYS_SECRET nobody signs" in kept_file.stdout
    back = kept.run("restore", tmp_path / "kept.zip", "--data", tmp_path / "back")
    assert "start it with the WAYPOST_KEYS_SECRET of the old one" in back.stdout, back.stderr


def test_what_is_wrong_is_said_in_one_line(tmp_path: Path) -> None:
    assert "There is no Waypost in" in kept.refused("keys", "--data", tmp_path / "none")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
def test_root_changes_no_keys_of_another_user(tmp_path: Path) -> None:
    """The server could not read what root wrote."""
    data = kept.small(tmp_path / "data")
    for place in (data, *data.rglob("*")):
        os.chown(place, 65534, 65534)
    before = sorted(data.rglob("*.key"))
    for asked in (("keys", "rotate"), ("keys",), ("backup", tmp_path / "kept.zip")):
        said = kept.refused(*asked, "--data", data)
        assert "belongs to nobody, and this is root" in said
        assert "sudo -u nobody" in said
    assert sorted(data.rglob("*.key")) == before
