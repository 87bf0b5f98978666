"""A signing key that cannot be read is named, whatever keeps it from being read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.cast import Cast
from tests.credentials.made import award
from waypost.credentials.keys import KeyMissing, missing_files


def a_folder(file: Path) -> None:
    """As good as a file that only the superuser may read: the system refuses to open it."""
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "spoil",
    [Path.unlink, a_folder, lambda file: file.write_bytes(b"\xff\xfe")],
    ids=["gone", "refused", "damaged"],
)
def test_a_key_that_cannot_be_read_is_said_in_one_line(
    pecan_flats: Cast,
    caliche: Cast,
    capsys: pytest.CaptureFixture[str],
    settings: Settings,
    tmp_path: Path,
    spoil: Callable[[Path], object],
) -> None:
    settings.KEYS = tmp_path
    award(pecan_flats, to=pecan_flats.ortiz)
    assert missing_files() == []
    (file,) = (tmp_path / str(pecan_flats.district.pk)).glob("*.key")
    spoil(file)
    call_command("check_keys")
    (line,) = capsys.readouterr().out.splitlines()
    assert str(file) in line
    with pytest.raises(KeyMissing):
        award(pecan_flats, to=pecan_flats.reyes)
