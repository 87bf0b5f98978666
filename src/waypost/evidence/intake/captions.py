"""Captions for a video (WebVTT): times and plain words, nothing a browser would act on."""

import html
import re
from typing import Final

from waypost.evidence.intake.refusals import Refused

MOST_CHARACTERS: Final = 1024 * 1024
TIME: Final = r"(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
TIMING: Final = re.compile(rf"^\s*{TIME}\s+-->\s+{TIME}(?:\s+.*)?$")
TAG: Final = re.compile(r"</?[A-Za-z0-9.:_][^>]*>")
# Everything that is not seen, except the newline: also what turns the order of a line around.
UNSEEN: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
BLOCKS_WITHOUT_WORDS: Final = ("NOTE", "STYLE", "REGION")


def clean_captions(text: str) -> str:
    """The same captions as bare times and words; raises Refused naming the line that is wrong."""
    if len(text) > MOST_CHARACTERS:
        raise Refused("captions_large")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise Refused("captions_format")
    cues = [cue for cue in (_cue(number, block) for number, block in _blocks(lines)) if cue]
    if not cues:
        raise Refused("captions_empty")
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """What blank lines part, with the number of each first line; the first block is the header."""
    found: list[tuple[int, list[str]]] = []
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            found.append((number - len(block), block))
            block = []
    return found[1:]


def _cue(number: int, block: list[str]) -> str:
    if re.match(rf"(?:{'|'.join(BLOCKS_WITHOUT_WORDS)})(?:\s|$)", block[0]):
        return ""
    timing = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
    if timing is None:
        raise Refused("captions_time", line=number)
    match = TIMING.match(block[timing])
    if match is None:
        raise Refused("captions_time", line=number + timing)
    start, end = _moment(match.groups()[:4]), _moment(match.groups()[4:])
    if end <= start:
        raise Refused("captions_time", line=number + timing)
    words = [_plain(line) for line in block[timing + 1 :]]
    words = [line for line in words if line]
    return f"{start} --> {end}\n" + "\n".join(words) if words else ""


def _moment(parts: tuple[str | None, ...]) -> str:
    hours, minutes, seconds, thousandths = parts
    return f"{int(hours or 0):02}:{minutes}:{seconds}.{thousandths}"


def _plain(line: str) -> str:
    """Tags go; a sign that was spelled out stays a sign, spelled out again."""
    words = UNSEEN.sub("", html.unescape(TAG.sub("", line))).strip()
    return html.escape(words, quote=False).replace("--&gt;", "→")
