"""What became of an award, in order: the one place where it is gathered, for pages and files."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from waypost.credentials.models import Award, AwardList, Correction, Renewal
from waypost.people.models import Person

# A piece of news about an award, as a word that stays.
ISSUED, LISTED, CORRECTED, SIGNED = "issued", "issued_from_list", "corrected", "signed_anew"
SUSPENDED, RESTORED, RENEWED = "suspended", "restored", "renewed"
NEWER, WITHDRAWN = "newer_version", "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Step:
    """`reason` is its class, for anyone; `inside` is one that is not. `note` and `by` are for the
    earner and the team; without `by` it was the district, or a rule."""

    kind: str
    at: dt.datetime
    what: str
    reason: str = ""
    inside: str = ""
    note: str = ""
    by: Person | None = None
    # The award of the newer version.
    newer: Award | None = None


def history(award: Award) -> list[Step]:
    """Oldest first, all of it: whoever shows it asks who reads. One query for most."""
    steps = [_issued(award)]
    told = {"corrected": _corrections, "suspended": _suspensions, "renewed": _renewals}
    for name, of in told.items():
        steps += of(award) if name in award.news else ()
    steps += _newer(award)
    withdrawal = getattr(award, "withdrawal", None)
    if withdrawal:
        steps.append(
            Step(
                kind=WITHDRAWN,
                at=withdrawal.withdrawn_at,
                what=_("Badge withdrawn"),
                reason=withdrawal.get_reason_display(),
                note=withdrawal.note,
                by=withdrawal.withdrawn_by,
            )
        )
    return sorted(steps, key=lambda step: step.at)


def came_from(award: Award) -> AwardList | None:
    """The list that awarded it, also where it was shown here since: then it was signed anew, so of
    most badges nothing more is asked."""
    if award.award_list or not award.news & {"corrected", "renewed"}:
        return award.award_list
    return AwardList.objects.filter(lines__award=award.pk).select_related("begun_by").first()


def _issued(award: Award) -> Step:
    """By whom it was decided, where that was one person with a list."""
    given = came_from(award)
    if given is None:
        return Step(kind=ISSUED, at=award.awarded_at, what=_("Badge awarded"))
    return Step(
        kind=LISTED,
        at=award.awarded_at,
        what=_("Awarded by the district from a list"),
        inside=given.get_ground_display(),
        note=given.note,
        by=given.begun_by,
    )


def told_to_anyone(steps: list[Step]) -> list[Step]:
    """What a stranger may know of a badge that is open to them: no words, no names, and of a newer
    version only what its earner shows."""
    return [
        Step(kind=step.kind, at=step.at, what=step.what, reason=step.reason, newer=step.newer)
        for step in steps
        if step.newer is None or step.newer.is_open_to_all
    ]


def as_data(award: Award, steps: list[Step]) -> list[dict[str, Any]]:
    """For files: days in the district, words that stay, and what people read."""
    found = []
    for step in steps:
        row = {"day": award.district.day_of(step.at).isoformat(), "kind": step.kind}
        row |= {"what": step.what} | ({"reason": step.reason} if step.reason else {})
        if step.newer:
            row["newer"] = f"{award.district.address}/c/{step.newer.public_id}"
        found.append(row)
    return found


# What took nothing back that the file before said wrongly.
_ANEW = (Correction.What.REISSUE, Correction.What.ADDRESS, Correction.What.SHOWN)


def _corrections(award: Award) -> Iterator[Step]:
    for correction in award.corrections.select_related("corrected_by"):
        yield Step(
            kind=SIGNED if correction.what in _ANEW else CORRECTED,
            at=correction.corrected_at,
            what=correction.get_what_display(),
            reason=correction.get_reason_display(),
            note=correction.note,
            by=correction.corrected_by,
        )


def _suspensions(award: Award) -> Iterator[Step]:
    found = award.suspensions.select_related("suspended_by", "restoration__restored_by")
    for suspension in found:
        yield Step(
            kind=SUSPENDED,
            at=suspension.suspended_at,
            what=_("Badge suspended"),
            inside=suspension.get_reason_display(),
            note=suspension.note,
            by=suspension.suspended_by,
        )
        restoration = getattr(suspension, "restoration", None)
        if restoration:
            yield Step(
                kind=RESTORED,
                at=restoration.restored_at,
                what=_("Badge restored"),
                note=restoration.note,
                by=restoration.restored_by,
            )


def _renewals(award: Award) -> Iterator[Step]:
    for renewal in award.renewals.select_related("renewed_by"):
        yield Step(
            kind=RENEWED,
            at=renewal.renewed_at,
            what=_("Badge renewed"),
            # How a colleague came to renew it is between them and the earner.
            reason=renewal.get_reason_display() if renewal.reason == _SHOWN else "",
            inside="" if renewal.reason == _SHOWN else renewal.get_reason_display(),
            note=renewal.note,
            by=renewal.renewed_by,
        )


_SHOWN = Renewal.Reason.SHOWN


def _newer(award: Award) -> Iterator[Step]:
    newer = award.newer_earned
    if newer:
        yield Step(
            kind=NEWER, at=newer.awarded_at, what=_("A newer version was earned"), newer=newer
        )
