"""Reads a manuscript as a careful colleague would: what is missing, and what to look at again.

Pure: a body and what the district knows go in, findings come out, each at its field.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from waypost.catalog import language
from waypost.catalog.authoring.blueprints import hours
from waypost.catalog.authoring.body import Body, items, lines, number, text
from waypost.catalog.authoring.fields import LISTS, PLAIN
from waypost.catalog.authoring.frameworks import known
from waypost.catalog.authoring.specs import Spec
from waypost.catalog.findings import Finding, look, must
from waypost.catalog.models import EvidenceKind, Kind
from waypost.openbadges import is_address

CHECKED_FOR = dt.timedelta(days=365)
LONGEST_LEVEL = 60
_GRADES = PLAIN["grade_from"].options
MOST_PIECES = 4
MOST_ROWS = 5
ONE_EVENING = 120


@dataclass(frozen=True)
class Listed:
    """One app of the district's list."""

    approved: bool
    checked_on: dt.date


@dataclass(frozen=True)
class Around:
    """What the district knows: its apps by name in lower case, what can be earned, and whether
    there was a version before."""

    today: dt.date
    apps: Mapping[str, Listed] = field(default_factory=dict)
    slugs: Collection[str] = ()
    again: bool = False


def findings(body: Body, *, kind: str, around: Around) -> list[Finding]:
    """In the order of the pages."""
    return [
        *_six(body, kind),
        *_words(body, around),
        *_choices(body, kind, around),
        *_pieces(body, kind),
        *_rows(body),
        *_facts(body, around),
        *_too_long(body),
        *_language(body),
    ]


def _empty(body: Body, *names: str) -> Iterator[Finding]:
    for name in names:
        if not text(body, name):
            label = PLAIN[name].label
            yield must(name, _("Fill in “%(label)s”.") % {"label": label}, missing=True)


def _six(body: Body, kind: str) -> Iterator[Finding]:
    yield from _empty(body, "sentence", "already", "beginner_time", "lessons", "reviewed_by")
    yield from _empty(body, "follow_up")
    sentence = text(body, "sentence")
    if sentence and not re.match(r"I\b", sentence):
        yield look("sentence", _("Begin with “I”: a teacher reads it as their own."))
    yield from _whole(body, "beginner_minutes", least=1)
    yield from _whole(body, "review_days", least=1, most=60)
    yield from _whole(body, "valid_months", least=1, optional=True)
    minutes = number(text(body, "beginner_minutes"))
    if kind == Kind.BADGE and minutes and minutes > ONE_EVENING:
        yield look(
            "beginner_minutes",
            _("A badge fits into one evening. Ask for less, or write a micro-credential."),
        )


def _whole(
    body: Body, name: str, *, least: int, most: int = 32_000, optional: bool = False
) -> Iterator[Finding]:
    said = text(body, name)
    if not said and optional:
        return
    if not said:
        yield from _empty(body, name)
        return
    count = number(said)
    if count is None or not least <= count <= most:
        yield must(
            name,
            _("Write a whole number from %(least)s to %(most)s.")
            % {"least": least, "most": f"{most:,}"},
        )


def _words(body: Body, around: Around) -> Iterator[Finding]:
    if around.again:
        yield from _empty(body, "changes")
    yield from _empty(body, "title", "public_sentence", "why")
    if re.match(r"I\b", text(body, "public_sentence")):
        yield look("public_sentence", _("Strangers read it: begin with a verb, such as “Uses”."))
    if not text(body, "use_tomorrow"):
        yield look("use_tomorrow", _("Give one thing to copy and use tomorrow."))
    for step in items(body, "steps"):
        yield from _empty_in(step, "steps", "title", "text")


def _empty_in(item: Body, listed: str, *names: str) -> Iterator[Finding]:
    specs = {spec.name: spec for spec in LISTS[listed].fields}
    for name in names:
        if not text(item, name):
            said = _("Fill in “%(label)s”.") % {"label": specs[name].label}
            yield must(f"{listed}.{item['id']}.{name}", said, missing=True)


def _choices(body: Body, kind: str, around: Around) -> Iterator[Finding]:
    if kind != Kind.DEGREE:
        return
    if not items(body, "choices"):
        yield must("choices", _("Add what counts toward the degree."), missing=True)
    for choice in items(body, "choices"):
        place = f"choices.{choice['id']}"
        yield from _empty_in(choice, "choices", "label")
        slugs = choice.get("slugs", [])
        if unknown := [slug for slug in slugs if slug not in around.slugs]:
            yield must(
                f"{place}.slugs",
                _("“%(slug)s” is not there any more. Choose again.") % {"slug": unknown[0]},
            )
        if not slugs:
            yield must(f"{place}.slugs", _("Choose what counts here."), missing=True)
        count = number(text(choice, "count"))
        if not count:
            yield must(f"{place}.count", _("Say how many of these."), missing=True)
        elif slugs and count > len(slugs):
            yield must(
                f"{place}.count",
                _("It asks for %(count)s of %(offered)s. Ask for fewer, or choose more.")
                % {"count": count, "offered": len(slugs)},
            )


def _pieces(body: Body, kind: str) -> Iterator[Finding]:
    pieces, rows = items(body, "pieces"), items(body, "rows")
    if not pieces and (kind != Kind.DEGREE or rows):
        yield must("pieces", _("Add a piece: something to hand in."), missing=True)
    if kind != Kind.DEGREE and len(pieces) > MOST_PIECES:
        yield look(
            "pieces",
            _("More than %(most)s pieces. Which one could go?") % {"most": MOST_PIECES},
        )
    used = {key for row in rows for key in row.get("pieces", [])}
    for piece in pieces:
        place = f"pieces.{piece['id']}"
        yield from _empty_in(piece, "pieces", "title", "text")
        yield from _counts(piece, place)
        if not piece.get("kinds"):
            yield must(f"{place}.kinds", _("Choose what it may be."), missing=True)
        if piece["id"] not in used:
            yield must(
                f"{place}.title",
                _("No row looks for anything in this piece. Name it in a row, or take it out."),
            )
    phone = {EvidenceKind.PHOTO, EvidenceKind.AUDIO, EvidenceKind.VIDEO, EvidenceKind.TEXT}
    chosen = [set(piece.get("kinds", [])) for piece in pieces if piece.get("kinds")]
    if chosen and not any(kinds & phone for kinds in chosen):
        yield look(
            "pieces",
            _("No piece can be made with a phone. Let one be a photo, a voice note or words."),
        )


def _counts(piece: Body, place: str) -> Iterator[Finding]:
    for low, high in (("min_items", "max_items"), ("words_from", "words_to")):
        said = {name: text(piece, name) for name in (low, high)}
        for name, value in said.items():
            if value and number(value) is None:
                yield must(f"{place}.{name}", _("Write a whole number, or leave it empty."))
        least, most = number(said[low]), number(said[high])
        if least is not None and most is not None and least > most:
            yield must(f"{place}.{high}", _("The second number is smaller than the first."))


def _rows(body: Body) -> Iterator[Finding]:
    rows, pieces = items(body, "rows"), items(body, "pieces")
    if pieces and not rows:
        yield must("rows", _("Add a row: what a reviewer looks for."), missing=True)
    if len(rows) > MOST_ROWS:
        yield look("rows", _("More than %(most)s rows take long to review.") % {"most": MOST_ROWS})
    there = {piece["id"] for piece in pieces}
    for row in rows:
        yield from _row(row, there)
    pictures = {EvidenceKind.PHOTO, EvidenceKind.VIDEO}
    asked = any(pictures & set(piece.get("kinds", [])) for piece in pieces)
    if asked and rows and not any(row.get("privacy") for row in rows):
        yield look(
            "rows",
            _("Photos or video are asked for, and no row is about privacy. Add “Names safe”."),
        )


def _row(row: Body, pieces: Collection[str]) -> Iterator[Finding]:
    place = f"rows.{row['id']}"
    yield from _empty_in(row, "rows", "title", "demonstrated", "not_yet", "saved_comment")
    if not set(row.get("pieces", [])) & set(pieces):
        yield must(
            f"{place}.pieces", _("Choose the pieces in which it is looked for."), missing=True
        )
    shown, not_yet = text(row, "demonstrated"), text(row, "not_yet")
    if shown and _plain(shown) == _plain(not_yet):
        yield must(f"{place}.not_yet", _("This says the same as Demonstrated."))
    if verb := language.unobservable(shown):
        yield look(
            f"{place}.demonstrated",
            _("“%(verb)s” cannot be seen. Say what the teacher does, shows, names or marks.")
            % {"verb": verb},
        )
    if len(shown.split()) > LONGEST_LEVEL:
        yield look(
            f"{place}.demonstrated",
            _("More than %(most)s words. Is this two rows?") % {"most": LONGEST_LEVEL},
        )


def _plain(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))


def _facts(body: Body, around: Around) -> Iterator[Finding]:
    grades = [value for value, _label in _GRADES]
    first, last = text(body, "grade_from"), text(body, "grade_to")
    if first in grades and last in grades and grades.index(first) > grades.index(last):
        yield must("grade_to", _("This grade comes before the first one."))
    if hours(text(body, "clock_hours")) is None:
        yield must("clock_hours", _("Write a number of hours, such as 1 or 4.5."))
    yield from _app(text(body, "app"), around)
    seen = set()
    for each in items(body, "alignments"):
        yield from _empty_in(each, "alignments", "framework", "framework_version", "code")
        place = f"alignments.{each['id']}"
        code = text(each, "code")
        key = (text(each, "framework"), text(each, "framework_version"), code)
        if code and key in seen:
            yield must(f"{place}.code", _("This code is here already."))
        seen.add(key)
        if not is_address(text(each, "url")):
            yield must(f"{place}.url", _("Give the web address of the framework, with https://."))
        framework = known(key[0], key[1])
        if framework and code and code not in framework.codes:
            yield look(
                f"{place}.code",
                _("%(framework)s has no code %(code)s that we know of.")
                % {"framework": framework.label, "code": code},
            )


def _app(name: str, around: Around) -> Iterator[Finding]:
    if not name:
        return
    listed = around.apps.get(name.casefold())
    if listed is None:
        said = _("%(app)s is not on the list of apps. Ask your program lead to check it.")
    elif not listed.approved:
        said = _("%(app)s is on the list of apps as not approved. Choose another, or ask why.")
    elif around.today - listed.checked_on > CHECKED_FOR:
        said = _("%(app)s was last checked more than 12 months ago. Have it checked again.")
    else:
        return
    yield look("app", said % {"app": name})


def _texts(body: Body) -> Iterator[tuple[str, Spec, str]]:
    """Every text that was typed, with its field."""
    for name, spec in PLAIN.items():
        if spec.is_words:
            yield name, spec, text(body, name)
    for listed, group in LISTS.items():
        for item in items(body, listed):
            for spec in group.fields:
                if spec.is_words:
                    yield f"{listed}.{item['id']}.{spec.name}", spec, text(item, spec.name)


def _too_long(body: Body) -> Iterator[Finding]:
    for name, spec, said in _texts(body):
        if len(said) > spec.most:
            yield must(
                name,
                _("%(count)s characters, and %(most)s fit. Shorten it.")
                % {"count": f"{len(said):,}", "most": f"{spec.most:,}"},
            )
    for piece in items(body, "pieces"):
        if len(lines(piece.get("prompts", ""))) > MOST_ROWS:
            yield look(f"pieces.{piece['id']}.prompts", _("More than 5 questions. Ask fewer."))


def _language(body: Body) -> Iterator[Finding]:
    """Letters that nobody spelled out, once each; and words for levels that there are not."""
    found = [
        (name, said)
        for name, _spec, said in _texts(body)
        if name.rpartition(".")[2] not in _NO_LANGUAGE
    ]
    whole = " ".join(said for _name, said in found)
    told: set[str] = set()
    for name, said in found:
        for letters in language.acronyms(said, whole=whole):
            if letters in told:
                continue
            told.add(letters)
            yield look(
                name,
                _("Spell out %(acronym)s once, with the letters in brackets behind it.")
                % {"acronym": letters},
            )
        if name.partition(".")[0] == "rows" and (level := language.no_level(said)):
            yield look(
                name,
                _("“%(word)s” is none of our levels. There is Not yet, and Demonstrated.")
                % {"word": level},
            )


_NO_LANGUAGE = {"framework", "framework_version", "code", "url", "app", "changes"}
