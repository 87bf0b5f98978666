"""How each answer about a badge is told: its tone, its mark and its headline."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class VerdictFace:
    """`tone` is a class of ui/proof.css: good, bad, warn, practice or plain."""

    tone: str
    icon: str
    title: str | Promise


FACES = {
    "real": VerdictFace("good", "check", _("This badge is real")),
    "withdrawn": VerdictFace("bad", "x", _("This badge was withdrawn")),
    "suspended": VerdictFace("warn", "circle-pause", _("This badge is suspended")),
    "replaced": VerdictFace("warn", "file-pen-line", _("This file was replaced by a newer one")),
    "record": VerdictFace("warn", "file-pen-line", _("This record is out of date")),
    "changed": VerdictFace("bad", "file-x", _("This badge was changed")),
    "key_withdrawn": VerdictFace("bad", "key-round", _("The key of this file was withdrawn")),
    "expired": VerdictFace("warn", "hourglass", _("This badge has expired")),
    "future": VerdictFace("warn", "calendar-clock", _("This badge is dated in the future")),
    "practice": VerdictFace("practice", "flask-conical", _("This is a practice badge")),
    "not_found": VerdictFace("plain", "search-x", _("There is no badge here")),
    "elsewhere": VerdictFace("plain", "signpost", _("This badge can’t be checked here")),
    "unknown": VerdictFace("plain", "cloud-off", _("We can’t check this badge right now")),
}
