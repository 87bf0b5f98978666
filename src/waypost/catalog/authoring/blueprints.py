"""A body as the blueprint that `write` takes, with words in the places that are empty so far."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from waypost.catalog.authoring.body import Body, items, lines, number, text
from waypost.catalog.blueprint import (
    AlignmentText,
    Blueprint,
    ChoicesText,
    ChoiceText,
    EvidenceText,
    PieceText,
    RowText,
    StepText,
)
from waypost.catalog.models import EvidenceKind, Hue, Shape
from waypost.ui.patch import is_icon

MOST_FILES = 6
# What a small column of the database holds.
MOST = 32_000
_TEXTS = (
    "tagline", "subject", "content_area", "use_tomorrow", "lessons", "changes", "app", "follow_up",
    "read_more",
)  # fmt: skip
_NEEDED = (
    "title", "sentence", "public_sentence", "beginner_time", "why", "already", "reviewed_by",
)  # fmt: skip
_SHORT = {"title": 120, "tagline": 160, "beginner_time": 160, "reviewed_by": 160, "subject": 80}
_SHORT |= {"content_area": 120, "app": 80}


def blueprint_of(body: Body, *, kind: str, slug: str, app_note: str = "") -> Blueprint:
    """Always one that can be written: what is missing says so, what is too long is cut."""
    needed = {name: text(body, name) or _("(not written yet)") for name in _NEEDED}
    found = {name: text(body, name) for name in _TEXTS} | needed
    found = {name: said[: _SHORT.get(name)] for name, said in found.items()}
    return Blueprint(
        kind=kind,
        slug=slug,
        language=text(body, "language") or "en-us",
        beginner_minutes=max(1, number(text(body, "beginner_minutes")) or 1),
        review_days=min(number(text(body, "review_days")) or 1, MOST),
        valid_months=min(number(text(body, "valid_months")) or 0, MOST) or None,
        grade_from=_grade(body, "grade_from", -1),
        grade_to=_grade(body, "grade_to", 12),
        clock_hours=hours(text(body, "clock_hours")) or Decimal(0),
        app_note=app_note,
        shape=_one_of(body, "shape", Shape.values),
        hue=_one_of(body, "hue", Hue.values),
        icon=text(body, "icon") if is_icon(text(body, "icon")) else "award",
        steps=tuple(
            StepText(title=_said(step, "title", 120), text=_said(step, "text"))
            for step in items(body, "steps")
        ),
        alignments=_alignments(body),
        requirements=_requirements(body),
        **found,
    )


def hours(said: str) -> Decimal | None:
    """As it was typed, to the hundredth; None for what is no number of hours."""
    if not said:
        return Decimal(0)
    try:
        count = Decimal(said)
    except InvalidOperation:
        return None
    if not count.is_finite() or not 0 <= count < 1000:
        return None
    return count.quantize(Decimal("0.01"))


def _grade(body: Body, name: str, default: int) -> int:
    said = text(body, name)
    return int(said) if said in {str(n) for n in range(-1, 13)} else default


def _one_of(body: Body, name: str, known: list[str]) -> str:
    said = text(body, name)
    return said if said in known else known[0]


def _said(item: Body, name: str, most: int | None = None) -> str:
    return (text(item, name) or _("(not written yet)"))[:most]


def _alignments(body: Body) -> tuple[AlignmentText, ...]:
    """Each once, as the database wants them; without a code there is none."""
    found: dict[tuple[str, str, str], AlignmentText] = {}
    for each in items(body, "alignments"):
        framework, version = text(each, "framework")[:80], text(each, "framework_version")[:20]
        code = text(each, "code")[:40]
        if code:
            found[framework, version, code] = AlignmentText(
                framework=framework,
                framework_version=version,
                code=code,
                url=text(each, "url")[:200],
            )
    return tuple(found.values())


def _requirements(body: Body) -> tuple[EvidenceText | ChoicesText, ...]:
    found: list[EvidenceText | ChoicesText] = []
    if choices := items(body, "choices"):
        found.append(
            ChoicesText(
                title=text(body, "choices_title")[:120],
                choices=tuple(
                    ChoiceText(
                        label=_said(choice, "label", 120),
                        count=max(1, min(number(text(choice, "count")) or 1, 100)),
                        slugs=tuple(choice.get("slugs", [])),
                        counts_earlier=bool(choice.get("counts_earlier")),
                    )
                    for choice in choices
                ),
            )
        )
    pieces = items(body, "pieces")
    if pieces or items(body, "rows"):
        found.append(
            EvidenceText(
                title=text(body, "evidence_title")[:120],
                pieces=tuple(map(_piece, pieces)),
                rows=tuple(_row(row, pieces) for row in items(body, "rows")),
            )
        )
    return tuple(found)


def _piece(piece: Body) -> PieceText:
    least = number(text(piece, "min_items"))
    most = number(text(piece, "max_items"))
    kinds = tuple(kind for kind in piece.get("kinds", []) if kind in EvidenceKind.values)
    least = min(1 if least is None else least, 100)
    return PieceText(
        title=_said(piece, "title", 120),
        text=_said(piece, "text"),
        kinds=kinds or (EvidenceKind.TEXT.value,),
        prompts=tuple(lines(piece.get("prompts", ""))),
        min_items=least,
        max_items=max(least, 1, min(MOST_FILES if most is None else most, 100)),
        words_from=number(text(piece, "words_from")) or None,
        words_to=number(text(piece, "words_to")) or None,
    )


def _row(row: Body, pieces: list[Body]) -> RowText:
    keys: list[Any] = [piece["id"] for piece in pieces]
    return RowText(
        title=_said(row, "title", 80),
        not_yet=_said(row, "not_yet"),
        demonstrated=_said(row, "demonstrated"),
        saved_comment=_said(row, "saved_comment"),
        pieces=tuple(keys.index(key) + 1 for key in row.get("pieces", []) if key in keys),
        privacy=bool(row.get("privacy")),
    )
