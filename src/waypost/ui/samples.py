"""Made-up content for the components page: enough of it to see every state.

Rooms above show their own parts on it: a `samples` module with a function that `shows` marks.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from waypost.ui import patch

Context = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """One room's section."""

    template: str
    styles: tuple[str, ...]
    context: Context


_SHOWN: dict[str, Shown] = {}


def shows(template: str, *styles: str) -> Callable[[Context], Context]:
    """Puts a template of a room, with what the function makes, on the components page."""

    def mark(context: Context) -> Context:
        _SHOWN[template] = Shown(template, styles, context)
        return context

    return mark


def of_rooms() -> list[Shown]:
    autodiscover_modules("samples")
    return list(_SHOWN.values())


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label=_("Title"), help_text=_("A few words."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    campus = forms.ChoiceField(
        label=_("Campus"), choices=[("", _("Choose one")), ("jh", _("Junior High"))]
    )
    looking_back = forms.CharField(
        label=_("What did the results tell you?"),
        help_text=_("Aim for 100 to 200 words. Plain sentences are fine."),
        widget=forms.Textarea,
    )
    students = forms.ChoiceField(
        label=_("Are students in it?"),
        widget=forms.RadioSelect,
        choices=[("none", _("No")), ("work", _("Work only")), ("faces", _("Faces"))],
    )
    agreed = forms.BooleanField(label=_("Names are covered."))
    plan = forms.FileField(label=_("Lesson plan"), help_text=_("PDF or photos, up to 25 MB each"))


ROWS = [
    {
        "title": _("Question quality"),
        "not_yet": _("Questions check recall only."),
        "demonstrated": _("Wrong answers reveal a specific misunderstanding."),
    },
    {
        "title": _("Acting on results"),
        "not_yet": _("Lesson goes on as planned."),
        "demonstrated": _("Teaching changes in the same lesson."),
    },
    {
        "title": _("Student learning"),
        "not_yet": _("No before and after."),
        "demonstrated": _("Samples show a change in understanding."),
    },
]


def context() -> dict[str, Any]:
    """What the components page shows."""
    typed = {"wrong-email": "maria", "wrong-looking_back": "Half of the class."}
    wrong = SampleForm(typed, prefix="wrong")
    wrong.is_valid()
    pairs = list(zip(patch.SHAPES, patch.HUES, ICONS, strict=True))
    return {
        "form": SampleForm(),
        "wrong": wrong,
        "typed": [_("Half of the class chose the second answer."), _("I will ask it again.")],
        "reason": ReasonForm(),
        "rows": ROWS,
        "patches": [(state, pairs) for state in patch.STATES],
        "verdicts": VERDICTS,
        "kinds": ["info", "good", "warn", "bad"],
        "checks": CHECKS,
        "page": Paginator(range(30), 10).page(2),
        "rooms": of_rooms(),
        "tries": TRIES,
        "saves": ["saved", "saving", "offline", "failed", "conflict"],
        "prose": PROSE,
    }


UNMUTED = {"real", "practice", "future", "not_found", "elsewhere", "unknown"}


def verdict(name: str) -> dict[str, Any]:
    """What the page of one verdict shows."""
    sentences = {
        "real": _("Checked today at 2:14 pm. Pecan Flats ISD issued it, and it stands."),
        "withdrawn": _("Pecan Flats ISD withdrew it on January 11, 2027. Please don’t rely on it."),
        "record": _("A badge in it was withdrawn, or replaced by a corrected file."),
        "suspended": _("It is suspended while something is cleared up."),
        "replaced": _("Pecan Flats ISD replaced this file. Its page has the one that counts."),
        "expired": _("It was valid until June 30, 2027."),
        "key_withdrawn": _("It proves nothing any more. Save the badge again from its page."),
        "elsewhere": _("Its issuer isn’t known here. Check it at the address that it names."),
        "future": _("It is dated June 30, 2027. Check the clock before you rely on it."),
    }
    return {
        "verdict": name,
        "sentence": sentences.get(name, ""),
        "bare": name in {"not_found", "elsewhere", "unknown"},
        "muted": name not in UNMUTED,
        "patch_state": "withdrawn"
        if name in {"withdrawn", "changed", "key_withdrawn"}
        else "earned",
        "checks": CHECKS,
        "issued": dt.date(2026, 12, 4),
    }


class ReasonForm(forms.Form):
    """What a withdrawal asks for."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


ICONS = [
    "messages-square",
    "clapperboard",
    "audio-lines",
    "handshake",
    "table-properties",
    "shapes",
]
VERDICTS = [
    "real",
    "withdrawn",
    "suspended",
    "replaced",
    "record",
    "expired",
    "future",
    "changed",
    "key_withdrawn",
    "practice",
    "not_found",
    "elsewhere",
    "unknown",
]
CHECKS = [
    {"state": "good", "title": _("Signed by the district"), "text": _("The signature matches.")},
    {"state": "good", "title": _("Unchanged"), "text": _("No detail has been edited.")},
    {"state": "fail", "title": _("No longer valid"), "text": _("Withdrawn January 11, 2027.")},
    {"state": "unknown", "title": _("Issuer not reached"), "text": _("Try again in a minute.")},
]
TRIES = [
    {"query": "theme=light", "label": _("Light")},
    {"query": "theme=dark", "label": _("Dark")},
    {"query": "brand=8a1538", "label": _("Maroon")},
    {"query": "brand=1d4ed8&theme=dark", "label": _("Blue, dark")},
    {"query": "brand=ffd100", "label": _("Gold")},
    {"query": "brand=ffd100&accent=1b3a6b", "label": _("Gold with navy")},
    {"query": "brand=111111", "label": _("Black")},
]
PROSE = """Authors write **Markdown**: lists, [links](https://example.org) and headings.

- Ask two questions whose wrong answers tell you something.
- Change the next ten minutes.

> Half of the class chose the soil.
"""
