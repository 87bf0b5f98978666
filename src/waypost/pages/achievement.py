"""An achievement's page: all there is to know before one begins, read from the frozen text."""

import uuid
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.catalog import canonical, words
from waypost.catalog.authoring.publishing import app_note, with_listed_app
from waypost.catalog.models import Kind, Manuscript, Version
from waypost.catalog.policies import may_publish
from waypost.credentials.models import Award, Endorsement
from waypost.credentials.rules import earned_before
from waypost.pages import places
from waypost.pages.achievement_parts import Part, parts_of, rule_of
from waypost.pages.catalog import kind_plural
from waypost.pages.degrees import NONE, Degree, degrees_of
from waypost.pages.standing import NOTHING, Standing, State, standings
from waypost.people.calendar import promised_by
from waypost.people.models import Person
from waypost.people.requests import DistrictRequest
from waypost.people.viewers import Viewer
from waypost.support.card import stuck

MOST_EARNED_ON_THE_PATH = 3


@require_safe
def achievement(request: DistrictRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Today's version, or by its number the one that a badge, or who began on it, names."""
    asked = request.GET.get("version", "")
    if number is None and asked.isascii() and asked.isdigit() and len(asked) < 10:
        # As earlier links name a version.
        return redirect("pages:version", slug, int(asked))
    known, before = standings(request.viewer), _before(request.viewer)
    version = _version(request.viewer, slug, number, known)
    text = canonical.shape(version)
    standing = known.get(version.achievement_id, NOTHING)
    counting = [version.achievement_id]
    leads_to = degrees_of(request.viewer, known, counting=counting, before=before)[:2]
    family = _family(request.viewer, text, leads_to, known)
    parts = list(parts_of(version, text, family, known, before))
    current = bool(version.published_at and number is None and not _is_retired(version))
    is_offered = current and _is_for(version)
    return render(
        request,
        "pages/achievement.html",
        {
            "version": version,
            "text": text,
            "is_draft": version.published_at is None,
            "is_retired": _is_retired(version),
            "is_older": number is not None,
            "is_offered": is_offered,
            "has_left": current and not is_offered,
            "is_badge": version.kind == Kind.BADGE,
            "is_degree": version.kind == Kind.DEGREE,
            "kind_plural": kind_plural(version.kind),
            "parts": parts,
            "rule": rule_of(parts, standing),
            "earned_before": version.achievement_id in before,
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
            "stuck": stuck(request.viewer, version)
            if is_offered and not _is_over(standing)
            else None,
            "started_on": _started_on(version, parts, standing),
            "manuscript": _manuscript(version),
            "endorsements": _endorsements(version),
            "app_note": _app_note(version, text),
            "audience": _audience(request.viewer, version, is_offered),
            **_start(version, parts, is_offered, standing, request.viewer),
        },
    )


def _audience(viewer: Viewer, version: Version, is_offered: bool) -> str:
    """Whom it is offered to, for whoever can change that; empty for everybody else."""
    may = is_offered and may_publish(viewer, viewer.district)
    return version.achievement.audience if may else ""


def _start(
    version: Version, parts: list[Part], is_offered: bool, standing: Standing, viewer: Viewer
) -> dict[str, Any]:
    """The button that begins; a degree's names the one piece that is handed in for it."""
    evidence = next((part for part in parts if part.start_url), None)
    label = _("Start")
    if evidence and evidence.title:
        label = _("Start “%(title)s”") % {"title": evidence.title}
    if standing.state in (State.WITHDRAWN, State.PRACTICE):
        label = _("Start again")
    is_newer = standing.state == State.EARNED and standing.number < version.number
    if is_newer:
        label = _("Earn version %(number)s") % {"number": version.number}
    elif standing.ends:
        label = _("Show it again")
    startable = standing.state in (State.NEW, State.WITHDRAWN, State.PRACTICE)
    more = (is_newer or standing.ends) and standing.again is None
    is_open = is_offered and (startable or more)
    return {
        "can_start": bool(is_open and evidence and isinstance(viewer, Person)),
        "start_url": evidence.start_url if evidence else "",
        "start_label": label,
    }


def _before(viewer: Viewer) -> Collection[uuid.UUID]:
    """The achievements that are on record as earned before; of strangers nothing is."""
    return set(earned_before(viewer)) if isinstance(viewer, Person) else NONE


def _openable(viewer: Viewer, known: Collection[uuid.UUID]) -> QuerySet[Version]:
    """What the viewer may see, what they have begun, because leaving a pilot closes no page of it,
    and what stands in a badge that anyone may see, which leads there."""
    visible = Version.objects.visible_to(viewer).values("pk")
    begun = Q(achievement__in=list(known), published_at__isnull=False)
    shown = Award.objects.filter(version=OuterRef("pk")).open_to_all()
    ours = Version.objects.filter(district=viewer.district)
    return ours.filter(Q(pk__in=visible) | begun | Q(Exists(shown), published_at__isnull=False))


def _version(
    viewer: Viewer, slug: str, number: int | None, known: Collection[uuid.UUID]
) -> Version:
    """The newest that is published, an earlier one by its number, or a draft for its authors."""
    offered = Version.objects.visible_to(viewer).filter(pk=OuterRef("pk"))
    found = _openable(viewer, known).filter(achievement__slug=slug)
    endorsed = Endorsement.objects.filter(version=OuterRef("pk"), taken_out_at=None)
    found = found.annotate(
        is_for_them=Exists(offered), is_endorsed=Exists(endorsed.exclude(shown_at=None))
    )
    found = found.select_related("achievement", "retirement", "written_by")
    versions = list(with_listed_app(found).order_by("-number"))
    if number is not None:
        versions = [version for version in versions if version.number == number]
    published = [version for version in versions if version.published_at]
    if not versions:
        raise Http404
    return (published or versions)[0]


def _started_on(version: Version, parts: list[Part], standing: Standing) -> Version | None:
    """The earlier version that this person is on: a new one moves nobody who has started."""
    if standing.requirement in {None, *(part.requirement for part in parts)}:
        return None
    earlier = Version.objects.filter(
        achievement=version.achievement_id, requirements=standing.requirement
    )
    return earlier.exclude(pk=version.pk).only("number").first()


def _manuscript(version: Version) -> Manuscript | None:
    """Where a draft is written on; only those who write see drafts."""
    if version.published_at:
        return None
    open_ones = Manuscript.objects.open().filter(district=version.district_id)
    return open_ones.filter(slug=version.achievement.slug).only("pk").first()


def _endorsements(version: Version) -> QuerySet[Endorsement]:
    """Few versions have any, so the question that found the version says whether to ask."""
    shown = Endorsement.objects.shown(version, timezone.now()).defer("body")
    return shown if vars(version)["is_endorsed"] else shown.none()


def _app_note(version: Version, text: dict[str, Any]) -> str:
    """As the list of apps says it today, or as it said when this was published."""
    listed: dict[str, Any] = vars(version)
    note = app_note(approved=listed["listed_approved"], checked_on=listed["listed_checked_on"])
    return note or str(text["app_note"])


def _is_over(standing: Standing) -> bool:
    """Earned: nobody is stuck with it any more."""
    return standing.state == State.EARNED


def _is_for(version: Version) -> bool:
    """Not for who has left its pilot: their page of it stays, and nothing begins there."""
    return bool(vars(version)["is_for_them"])


def _is_retired(version: Version) -> bool:
    return hasattr(version, "retirement")


def _family(
    viewer: Viewer,
    text: dict[str, Any],
    leads_to: list[Degree],
    known: Collection[uuid.UUID],
) -> dict[uuid.UUID, Version]:
    """The newest published version of everything this page names and they may open, in one query:
    what is in its pilot is no link for others."""
    slugs = {s for r in text["requirements"] for c in r["choices"] for s in c["achievements"]}
    ids = {member for degree in leads_to for member in degree.members}
    if not slugs and not ids:
        return {}
    versions = (
        _openable(viewer, known)
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
