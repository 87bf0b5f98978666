"""The members that documents are made of: texts, addresses, languages and numbers, each checked."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from decimal import Decimal

from waypost.openbadges.documents import FORBIDDEN, SURROGATE, Document
from waypost.openbadges.values import (
    ComposeError,
    ControlCharacter,
    Image,
    NotALanguage,
    NotAnAddress,
    NotAPracticeId,
)

_ADDRESS = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`\x7f\s\ufeff]+')
_LANGUAGE = re.compile(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def without_empty(members: Document) -> Document:
    """An empty text, list or object says nothing and would not be signed."""
    return {
        name: value
        for name, value in members.items()
        if value is not None and value not in ("", [], {})
    }


def required(field: str, text: str) -> str:
    if not text.strip():
        raise ComposeError(field, "must not be empty")
    return text


def address(field: str, value: str) -> str:
    if not is_address(value):
        raise NotAnAddress(field, f"{value!r} is not an absolute address")
    return value


def optional_address(field: str, value: str) -> str:
    return address(field, value) if value else ""


def is_address(value: str) -> bool:
    """Whether a badge may carry it as an address."""
    return _ADDRESS.fullmatch(value) is not None


def is_language(code: str) -> bool:
    """Whether a badge may carry it, in whatever case it is written."""
    return _LANGUAGE.fullmatch(_cased(code)) is not None


def language(field: str, code: str) -> str:
    if code and not is_language(code):
        raise NotALanguage(field, f"{code!r} is no code such as en-US")
    return _cased(code)


def _cased(code: str) -> str:
    """en-US and zh-Hant-TW, as the standard for language codes writes them."""
    first, *rest = code.split("-")
    script = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "-".join([first.lower(), *script])


def hours(field: str, value: Decimal | int | float | None) -> int | float | None:
    if value is None:
        return None
    number = float(value)
    if not 0 <= number <= 1_000_000:
        raise ComposeError(field, "not a number of hours")
    # JSON readers differ on 6.0, so a whole number is written as one.
    return int(number) if number.is_integer() else number


def picture(field: str, image: Image | None) -> Document:
    if image is None:
        return {}
    return without_empty(
        {"id": address(field, image.url), "type": "Image", "caption": image.caption}
    )


def check_practice_ids(**ids: str) -> None:
    for field, value in ids.items():
        if not value.startswith("urn:uuid:"):
            raise NotAPracticeId(field, f"{value!r} is not a urn:uuid")


def check_texts(field: str, value: object) -> None:
    """Every text in a value and in the values inside it."""
    if isinstance(value, str):
        if value.isprintable():  # nearly every text: nothing that is looked for below is
            return
        if match := FORBIDDEN.search(value):
            raise ControlCharacter(field, match.start())
        if match := SURROGATE.search(value):
            raise ComposeError(field, f"half a character at position {match.start()}")
    elif is_dataclass(value):
        for each in fields(value):
            check_texts(f"{field}.{each.name}", getattr(value, each.name))
    elif isinstance(value, list | tuple):
        for item in value:
            check_texts(field, item)
