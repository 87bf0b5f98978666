"""A language that nobody speaks: every message between brackets, so that what is not one shows;
and its words are longer than ours, as Spanish ones are, so that what is too tight shows."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation
from playwright.sync_api import Page

from waypost.catalog.spelling import texts_of
from waypost.people.models import Account, District, Person

OPEN, CLOSE = "⟦", "⟧"
MARKS = " .,:;·–—“”()/#?!…"
# Names of keys on a keyboard, units, and how an address begins.
SAME_EVERYWHERE = {"Ctrl", "Esc", "J", "K", "C", "KB", "MB", "https"}
ADDRESS = re.compile(r"https?://\S+")
# What stands between two things that people wrote.
BETWEEN = re.compile(r" – |, | · |: |^\d+\. | ↵|(?<=\d) (?=[KM]B)")
# In document order, so that a message that holds a link is still one message.
TEXTS = """() => {
    const found = [];
    const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) { found.push(node.textContent); return; }
        if (node.nodeType !== Node.ELEMENT_NODE) return;
        if (node.matches('script, style, [translate=no]')) return;
        for (const child of node.childNodes) walk(child);
        if (node.matches('template')) for (const child of node.content.childNodes) walk(child);
    };
    walk(document.documentElement);
    return found;
}"""
LABELS = """() => [...document.querySelectorAll('*')].flatMap(e =>
    ['placeholder', 'alt', 'title', 'aria-label', 'aria-description', 'aria-valuetext']
        .map(name => e.getAttribute(name)).filter(Boolean))
"""


# What is filled in, addresses and markup stay as they are.
KEPT = re.compile(
    r"(%\(\w+\)[sd]|%%|%\w+|\{\w*\}|<[^>]*>|&#?\w+;|https?://\S+|\.\w{2,4}\b|[/{}<>@]\S*)"
)
WORD = re.compile(r"[^\W\d_]{2,}")
MORE = 0.4


def longer(message: str) -> str:
    """Every word by two fifths: most of what Spanish, Vietnamese or German need."""
    parts = KEPT.split(message)
    parts[::2] = [WORD.sub(lambda word: _stretch(word[0]), part) for part in parts[::2]]
    return "".join(parts)


def _stretch(word: str) -> str:
    return word + ("aeiou" * 4)[: math.ceil(len(word) * MORE)]


def speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every message comes back between brackets; what is put into it is not one."""

    def one(message: str) -> str:
        return f"{OPEN}{longer(message)}{CLOSE}" if message else message

    spoken: dict[str, Callable[..., str]] = {
        "gettext": lambda message: one(str(message)),
        "pgettext": lambda _context, message: one(str(message)),
        "ngettext": lambda single, many, number: one(str(single if number == 1 else many)),
        "npgettext": lambda _context, single, many, n: one(str(single if n == 1 else many)),
    }
    speaker = vars(translation)["_trans"]
    for name, function in spoken.items():
        getattr(speaker, name)  # looked up once, and kept where it is put here
        monkeypatch.setattr(speaker, name, function)


def unspoken(page: Page, data: "Written") -> list[str]:
    """What a page says, shows or tells a screen reader outside of every message."""
    found = unwrapped("\n".join(page.evaluate(TEXTS)).splitlines(), data)
    for label in page.evaluate(LABELS):
        found += unwrapped([label], data)
    return [text[:100] for text in dict.fromkeys(found)]


@dataclass(frozen=True)
class Written:
    """What people and the catalog said."""

    values: frozenset[str]
    text: str

    def holds(self, words: str) -> bool:
        """One word alone is theirs only where it is all that they said: any can be found in the
        middle of something."""
        return words in (self.text if " " in words else self.values)


def unwrapped(texts: list[str], data: Written) -> list[str]:
    """What stands outside of every bracket and was not written by a person or in the catalog."""
    outside, depth = [], 0
    for text in texts:
        left = ""
        for character in text:
            depth += (character == OPEN) - (character == CLOSE)
            if depth == 0 and character != CLOSE:
                left += character
            if depth < 0:
                return [f"a message ends that never began: {text}"]
        outside.append(left)
    if depth:
        return [f"a message was cut, and hides what follows: {' '.join(outside)}"]
    return [" ".join(text.split()) for text in outside if not _is_data(text, data)]


def _is_data(text: str, data: Written) -> bool:
    words = " ".join(ADDRESS.sub(" · ", text).split())
    parts = [words] if data.holds(words.strip(MARKS)) else BETWEEN.split(words)
    return all(
        not any(letter.isalpha() for letter in part)
        or part.strip(MARKS) in SAME_EVERYWHERE
        or data.holds(plain(part.strip(MARKS)))
        for part in parts
    )


def plain(text: str) -> str:
    return " ".join("".join(c for c in text if c not in "#*_`>\\").split())


def written(*more: str) -> Written:
    """All that people and the catalog said, and `more`: never translated, because it is theirs."""
    said = [plain(text) for text in (*_texts(), *more)]
    return Written(frozenset(one.strip(MARKS) for one in said), "\n".join(said))


def _texts() -> Iterator[str]:
    for model in apps.get_models():
        # A letter is made of messages; so it is looked at rather than believed.
        if not model.__module__.startswith("waypost.") or model.__name__ == "Letter":
            continue
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*fields) if fields else []:
            for value in row:
                yield from texts_of(value) if isinstance(value, list | dict) else [str(value)]
    yield from (person.initials for person in Person.objects.all())
    yield from (account.email[0].upper() for account in Account.objects.all())
    for district in District.objects.all():
        yield from (district.title, f"{district.name} {district.team}")
