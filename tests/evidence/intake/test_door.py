"""A hole in our own reading of a format ends as a refusal, and as a line in the log."""

import logging
import os
from pathlib import Path

import pytest

from tests.evidence.intake import crafted
from waypost.config.logs import Nameless
from waypost.evidence.intake import Kind, Refused, clean, door, jail, sealed


def stumble(*_: object) -> None:
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


def test_a_hole_in_recognizing(tmp_path: Path, monkeypatch, caplog) -> None:
    monkeypatch.setattr(door, "sniff", stumble)
    assert sent_back(tmp_path, crafted.film(), caplog) == "unreadable"


def test_a_hole_in_cleaning_a_recording(tmp_path: Path, monkeypatch, caplog) -> None:
    monkeypatch.setattr(door.mp4, "clean", stumble)
    assert sent_back(tmp_path, crafted.film(), caplog) == "recording_broken"


def test_a_hole_in_the_sealed_process(tmp_path: Path, monkeypatch, caplog) -> None:
    told = sealed.answer(stumble, tmp_path, tmp_path, "any")
    assert "Maribel" not in told
    answering = tmp_path / "answering.sh"
    answering.write_text(f"#!/bin/sh\nprintf '%s' '{told}'\n")
    answering.chmod(0o755)
    monkeypatch.setattr(jail.sys, "executable", os.fspath(answering))
    assert sent_back(tmp_path, crafted.jpeg(), caplog) == "photo_broken"
