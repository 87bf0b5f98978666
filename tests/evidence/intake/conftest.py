"""A place to put a crafted file and a way to clean it."""

from pathlib import Path

import pytest

from tests.evidence.intake.arriving import Arrive, Refusal
from waypost.evidence.intake import Cleaned, Kind, Refused, clean


@pytest.fixture
def arrive(tmp_path: Path) -> Arrive:
    """What is known about the cleaned file, and its bytes."""

    def arrive(data: bytes, *allowed: Kind, name: str = "IMG_0001.jpg") -> tuple[Cleaned, bytes]:
        source, target = tmp_path / name, tmp_path / "cleaned"
        source.write_bytes(data)
        cleaned = clean(source, target, allowed=allowed or tuple(Kind))
        assert cleaned.size == target.stat().st_size
        return cleaned, target.read_bytes()

    return arrive


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """Why a file is sent back; nothing is left at the target, and the source stays."""

    def refusal(data: bytes, *allowed: Kind, name: str = "IMG_0001.jpg") -> Refused:
        source, target = tmp_path / name, tmp_path / "cleaned"
        source.write_bytes(data)
        with pytest.raises(Refused) as caught:
            clean(source, target, allowed=allowed or tuple(Kind))
        assert not target.exists()
        assert source.exists()
        assert "%(" not in caught.value.message
        return caught.value

    return refusal
