"""A hole in our own reading of a format ends as a refusal, and as a line in the log."""

import errno
import logging
import os
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.evidence.intake import crafted
from waypost.config.logs import Nameless
from waypost.evidence.intake import Kind, Refused, clean, door, mp4, sealed


def stumble(*_: object) -> NoReturn:
    raise KeyError(crafted.NAME)


def sent_back(folder: Path, data: bytes, caplog: pytest.LogCaptureFixture) -> str:
    """The refusal's code; it says what to do, and the log tells where and never what."""
    source, target = folder / "source", folder / "target"
    source.write_bytes(data)
    with caplog.at_level(logging.ERROR), pytest.raises(Refused) as caught:
        clean(source, target, allowed=tuple(Kind))
    assert "hoose" in caught.value.message
    assert source.exists()
    assert not target.exists()
    (record,) = caplog.records
    line = Nameless("%(message)s").format(record)
    assert "KeyError" in line
    assert "Maribel" not in line
    return caught.value.code


def test_a_hole_in_recognizing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(door, "sniff", stumble)
    assert sent_back(tmp_path, crafted.film(), caplog) == "unreadable"


def test_a_hole_in_cleaning_a_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(mp4, "clean", stumble)
    assert sent_back(tmp_path, crafted.film(), caplog) == "recording_broken"


def answer_with(told: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering = folder / "answering.sh"
    answering.write_text(f"#!/bin/sh\nprintf '%s' '{told}'\n")
    answering.chmod(0o755)
    monkeypatch.setattr(sys, "executable", os.fspath(answering))


@pytest.mark.parametrize(
    ("code", "ends"),
    [(errno.ENOSPC, pytest.raises(Refused, match="disk_full")),
     (errno.EIO, pytest.raises(OSError, match="Input/output"))],
)  # fmt: skip
def test_a_disk_in_trouble_is_not_the_files_fault_in_there_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, ends: AbstractContextManager[Any]
) -> None:
    def trouble(*_: object) -> NoReturn:
        raise OSError(code, "the disk")

    answer_with(sealed.answer(trouble, tmp_path, tmp_path, "any"), tmp_path, monkeypatch)
    (tmp_path / "source").write_bytes(crafted.jpeg())
    with ends:
        clean(tmp_path / "source", tmp_path / "target", allowed=tuple(Kind))


def test_a_hole_in_the_sealed_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told = sealed.answer(stumble, tmp_path, tmp_path, "any")
    assert "Maribel" not in told
    answer_with(told, tmp_path, monkeypatch)
    assert sent_back(tmp_path, crafted.jpeg(), caplog) == "photo_broken"
