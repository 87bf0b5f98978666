"""An achievement's page: all there is to know before one begins, read from the frozen text."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.catalog import canonical, words
from waypost.catalog.models import Kind, RequirementKind, Version
from waypost.pages import places
from waypost.pages.catalog import kind_plural
from waypost.pages.degrees import Degree, degrees_of
from waypost.pages.evidence_words import icon_of, kinds_in_words
from waypost.pages.standing import NOTHING, Standing, State, standings
from waypost.people.calendar import promised_by
from waypost.people.models import Person
from waypost.people.requests import DistrictRequest
from waypost.people.viewers import Viewer

MOST_EARNED_ON_THE_PATH = 3


@require_safe
def achievement(request: DistrictRequest, slug: str) -> HttpResponse:
    number = request.GET.get("version", "")
    version = _version(request.viewer, slug, number)
    text = canonical.shape(version)
    known = standings(request.viewer)
    standing = known.get(version.achievement_id, NOTHING)
    leads_to = degrees_of(request.district, known, counting=[version.achievement_id])[:2]
    family = _family(request.viewer, text, leads_to, known)
    parts = list(_parts(version, text, family, known))
    is_offered = bool(version.published_at and not number and not _is_retired(version))
    return render(
        request,
        "pages/achievement.html",
        {
            "version": version,
            "text": text,
            "is_draft": version.published_at is None,
            "is_retired": _is_retired(version),
            "is_older": bool(number),
            "is_offered": is_offered,
            "is_badge": version.kind == Kind.BADGE,
            "is_degree": version.kind == Kind.DEGREE,
            "kind_plural": kind_plural(version.kind),
            "parts": parts,
            "rule": _rule(parts, standing),
            "to_send": sum(len(part.pieces) for part in parts),
            "standing": standing,
            "grades": words.grades(version.grade_from, version.grade_to),
            "time": words.minutes(version.beginner_minutes),
            "hours": words.hours(Decimal(text["clock_hours"])) if version.clock_hours else "",
            "codes": words.codes(text["alignments"]),
            "hear_by": promised_by(
                request.district, at=timezone.now(), school_days=version.review_days
            ),
            "paths": [Path(degree, version, family, known) for degree in leads_to],
            "address": places.achievement(slug),
            **_start(parts, is_offered, standing, request.viewer),
        },
    )


def _start(
    parts: list["Part"], is_offered: bool, standing: Standing, viewer: Viewer
) -> dict[str, Any]:
    """The button that begins; a degree's names the one piece that is handed in for it."""
    evidence = next((part for part in parts if part.start_url), None)
    label = _("Start")
    if evidence and evidence.title:
        label = _("Start “%(title)s”") % {"title": evidence.title}
    if standing.state == State.WITHDRAWN:
        label = _("Start again")
    is_open = is_offered and standing.state in (State.NEW, State.WITHDRAWN)
    return {
        "can_start": bool(is_open and evidence and isinstance(viewer, Person)),
        "start_url": evidence.start_url if evidence else "",
        "start_label": label,
    }


@dataclass(frozen=True)
class Rule:
    """How much of a degree is there, over all of its parts."""

    done: int
    parts: int

    @property
    def percent(self) -> int:
        return round(100 * self.done / max(1, self.parts))


def _rule(parts: list["Part"], standing: Standing) -> Rule | None:
    choices = [choice for part in parts for choice in part.choices]
    if not choices:
        return None
    own = sum(1 for part in parts if part.start_url)
    is_shown = standing.state in (State.SHOWN, State.EARNED)
    return Rule(
        done=sum(choice.done for choice in choices) + (own if is_shown else 0),
        parts=sum(choice.count for choice in choices) + own,
    )


def _version(viewer: Viewer, slug: str, number: str) -> Version:
    """The newest that is published, an earlier one by its number, or a draft for its authors."""
    versions = list(
        Version.objects.visible_to(viewer)
        .filter(achievement__slug=slug)
        .select_related("achievement", "retirement")
        .order_by("-number")
    )
    if number:
        versions = [version for version in versions if str(version.number) == number]
    published = [version for version in versions if version.published_at]
    if not versions:
        raise Http404
    return (published or versions)[0]


def _is_retired(version: Version) -> bool:
    return hasattr(version, "retirement")


@dataclass
class Part:
    """One requirement, as the page shows it."""

    requirement: uuid.UUID | None
    title: str
    kind: str
    pieces: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    choices: list["ChoiceOnPage"] = field(default_factory=list)
    is_first: bool = False

    @property
    def start_url(self) -> str:
        return places.start(self.requirement) if self.requirement else ""


@dataclass
class Member:
    version: Version
    standing: Standing

    @property
    def patch(self) -> str:
        """An outline until it is begun, so that the rule shows what is there."""
        return "todo" if self.standing.state == State.NEW else self.standing.patch


@dataclass
class ChoiceOnPage:
    label: str
    count: int
    members: list[Member]

    @cached_property
    def done(self) -> int:
        return min(self.count, sum(m.standing.state == State.EARNED for m in self.members))

    @property
    def left(self) -> int:
        return self.count - self.done

    @property
    def is_one(self) -> bool:
        """It names one achievement, so that its label would only say the title again."""
        return self.count == 1 and len(self.members) == 1

    @property
    def percent(self) -> int:
        return round(100 * self.done / max(1, self.count))


def _parts(
    version: Version,
    text: dict[str, Any],
    family: dict[uuid.UUID, Version],
    known: dict[uuid.UUID, Standing],
) -> Iterable[Part]:
    by_slug = {member.achievement.slug: member for member in family.values()}
    first = True
    ids = list(version.requirements.order_by("position").values_list("pk", flat=True))
    for pk, body in zip(ids, text["requirements"], strict=True):
        evidence = body["kind"] == RequirementKind.EVIDENCE
        yield Part(
            requirement=pk if evidence else None,
            title=body["title"],
            kind=body["kind"],
            pieces=[_piece(piece) for piece in body["pieces"]],
            rows=body["rows"],
            choices=[_choice(choice, by_slug, known) for choice in body["choices"]],
            is_first=evidence and first,
        )
        first = first and not evidence


def _piece(body: dict[str, Any]) -> dict[str, Any]:
    return body | {
        "icon": icon_of(body["kinds"]),
        "accepts": kinds_in_words(body["kinds"]),
        "words_from": body["words"][0],
        "words_to": body["words"][1],
    }


def _choice(
    body: dict[str, Any], by_slug: dict[str, Version], known: dict[uuid.UUID, Standing]
) -> ChoiceOnPage:
    members = [by_slug[slug] for slug in body["achievements"] if slug in by_slug]
    members.sort(key=lambda member: member.title)
    return ChoiceOnPage(
        body["label"],
        body["count"],
        [Member(member, known.get(member.achievement_id, NOTHING)) for member in members],
    )


def _family(
    viewer: Viewer,
    text: dict[str, Any],
    leads_to: list[Degree],
    known: dict[uuid.UUID, Standing],
) -> dict[uuid.UUID, Version]:
    """The newest published version of everything this page names and they may open or have begun,
    in one query: what is in its pilot is no link for others."""
    slugs = {s for r in text["requirements"] for c in r["choices"] for s in c["achievements"]}
    ids = {member for degree in leads_to for member in degree.members}
    if not slugs and not ids:
        return {}
    versions = (
        Version.objects.filter(district=viewer.district)
        .filter(
            Q(pk__in=Version.objects.visible_to(viewer).values("pk"))
            | Q(achievement__in=list(known))
        )
        .filter(Q(achievement__slug__in=slugs) | Q(achievement__in=ids))
        .exclude(published_at=None)
        .select_related("achievement")
        .only("title", "shape", "hue", "icon", "number", "beginner_minutes", "achievement")
    )
    return {found.achievement_id: found for found in versions.order_by("number")}


class Path:
    """From what was earned, over this, to the degree."""

    def __init__(
        self,
        degree: Degree,
        version: Version,
        family: dict[uuid.UUID, Version],
        known: dict[uuid.UUID, Standing],
    ) -> None:
        self.degree = degree
        here = version.achievement_id
        earned = [
            member
            for member in degree.members
            if member != here
            and member in family
            and known.get(member, NOTHING).state == State.EARNED
        ]
        earned.sort(key=lambda m: str(known[m].touched_at))
        is_earned = known.get(here, NOTHING).state == State.EARNED
        self.here = "earned" if is_earned else "going"
        self.before = [family[member] for member in earned[-MOST_EARNED_ON_THE_PATH:]]
