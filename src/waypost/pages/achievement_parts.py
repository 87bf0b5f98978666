"""The parts of an achievement as its page shows them, and how much of a degree's are there."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from waypost.catalog.models import RequirementKind, Version
from waypost.pages import places
from waypost.pages.degrees import left_in_words
from waypost.pages.evidence_words import icon_of, kinds_in_words
from waypost.pages.standing import NOTHING, Standing, State


@dataclass
class Part:
    """One requirement, as the page shows it."""

    position: int
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
    """`before` is True when it is on record as earned before."""

    version: Version
    standing: Standing
    before: bool = False

    @property
    def patch(self) -> str:
        """An outline until it is begun, so that the rule shows what is there."""
        return "todo" if self.standing.state == State.NEW else self.standing.patch


@dataclass
class ChoiceOnPage:
    label: str
    count: int
    members: list[Member]
    takes_earlier: bool = False

    @cached_property
    def done(self) -> int:
        """Each once, whether earned here or before."""
        here = [member for member in self.members if member.standing.fills]
        then = [m for m in self.members if m.before and not m.standing.fills]
        return min(self.count, len(here) + (len(then) if self.takes_earlier else 0))

    @property
    def kinds(self) -> set[str]:
        return {member.version.kind for member in self.members}

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


def parts_of(
    version: Version,
    text: dict[str, Any],
    family: dict[uuid.UUID, Version],
    known: dict[uuid.UUID, Standing],
    before: Collection[uuid.UUID],
) -> Iterable[Part]:
    by_slug = {member.achievement.slug: member for member in family.values()}
    first = True
    ids = list(version.requirements.order_by("position").values_list("pk", flat=True))
    for position, (pk, body) in enumerate(zip(ids, text["requirements"], strict=True), 1):
        evidence = body["kind"] == RequirementKind.EVIDENCE
        yield Part(
            position=position,
            requirement=pk if evidence else None,
            title=body["title"],
            kind=body["kind"],
            pieces=[_piece(piece) for piece in body["pieces"]],
            rows=body["rows"],
            choices=[_choice(choice, by_slug, known, before) for choice in body["choices"]],
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
    body: dict[str, Any],
    by_slug: dict[str, Version],
    known: dict[uuid.UUID, Standing],
    before: Collection[uuid.UUID],
) -> ChoiceOnPage:
    members = [by_slug[slug] for slug in body["achievements"] if slug in by_slug]
    members.sort(key=lambda member: member.title)
    return ChoiceOnPage(
        body["label"],
        body["count"],
        [
            Member(
                member, known.get(member.achievement_id, NOTHING), member.achievement_id in before
            )
            for member in members
        ],
        takes_earlier=bool(body.get("counts_earlier")),
    )


@dataclass(frozen=True)
class Rule:
    """How much of a degree is there, over all of its parts; `own` are its own pieces."""

    done: int
    parts: int
    left: str
    own: list[Part]
    own_done: bool

    @property
    def percent(self) -> int:
        return round(100 * self.done / max(1, self.parts))


def rule_of(parts: list[Part], standing: Standing) -> Rule | None:
    choices = [choice for part in parts for choice in part.choices]
    if not choices:
        return None
    own = [part for part in parts if part.start_url]
    is_shown = standing.state in (State.SHOWN, State.EARNED)
    left = [] if is_shown else own
    return Rule(
        done=sum(choice.done for choice in choices) + len(own) - len(left),
        parts=sum(choice.count for choice in choices) + len(own),
        left=left_in_words(choices, [part.title for part in left], len(left)),
        own=own,
        own_done=is_shown,
    )
