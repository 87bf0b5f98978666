"""Kinds of evidence, as a sentence and as a picture."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from waypost.catalog.models import EvidenceKind

_ICONS = {
    EvidenceKind.PHOTO: "images",
    EvidenceKind.PDF: "file-text",
    EvidenceKind.DOCUMENT: "file-text",
    EvidenceKind.AUDIO: "mic",
    EvidenceKind.VIDEO: "video",
    EvidenceKind.LINK: "link",
    EvidenceKind.TEXT: "pen-line",
}


def icon_of(kinds: Sequence[str]) -> str:
    return _ICONS.get(EvidenceKind(kinds[0]), "file-text") if kinds else "file-text"


def kinds_in_words(kinds: Sequence[str]) -> str:
    """“Photo or screenshot, PDF, or typed here”."""
    names = [str(EvidenceKind(kind).label) for kind in kinds]
    names = names[:1] + [name if name == "PDF" else _lower(name) for name in names[1:]]
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s or %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
