"""From a manuscript to a version: a draft to look at, and the frozen one."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waypost.catalog import actions
from waypost.catalog.authoring.actions import open_one
from waypost.catalog.authoring.blueprints import blueprint_of
from waypost.catalog.authoring.body import text
from waypost.catalog.findings import Finding
from waypost.catalog.lint import Around, Listed, findings
from waypost.catalog.models import (
    Achievement,
    Alignment,
    App,
    Audience,
    Choice,
    Manuscript,
    Piece,
    Requirement,
    Row,
    Step,
    Version,
)
from waypost.catalog.policies import may_publish, may_write
from waypost.people.policies import require
from waypost.people.viewers import Viewer


class NotReady(Exception):
    """`findings` is what has to be done first."""

    def __init__(self, found: list[Finding]) -> None:
        super().__init__()
        self.findings = found


class MovedOn(Exception):
    """Somebody wrote on since the page was opened; it is to be read again before it is frozen."""


def around(manuscript: Manuscript, *, today: dt.date) -> Around:
    """What the lint has to know of the district; three queries at most."""
    apps: Mapping[str, Listed] = {}
    if text(manuscript.body, "app"):
        apps = {
            app.name.casefold(): Listed(app.approved, app.checked_on)
            for app in App.objects.filter(district=manuscript.district_id)
        }
    slugs: list[str] = []
    if manuscript.body.get("choices"):
        slugs = list(
            Achievement.objects.filter(district=manuscript.district_id).values_list(
                "slug", flat=True
            )
        )
    return Around(today, apps, slugs, again=manuscript.achievement_id is not None)


def read(manuscript: Manuscript, *, at: dt.datetime) -> list[Finding]:
    """What the lint says of it today."""
    today = timezone.localdate(at, timezone=manuscript.district.zone)
    return findings(manuscript.body, kind=manuscript.kind, around=around(manuscript, today=today))


def app_note(*, approved: bool | None, checked_on: dt.date | None) -> str:
    """What an achievement's page says of its app; nothing of one that is on no list."""
    if approved is None or checked_on is None:
        return ""
    day = date_format(checked_on, _("F Y"))
    if not approved:
        return _("Not on our approved app list, checked in %(day)s.") % {"day": day}
    return _("On our approved app list: yes, checked in %(day)s.") % {"day": day}


def with_listed_app(versions: "QuerySet[Version]") -> "QuerySet[Version]":
    """With `listed_approved` and `listed_checked_on` from the line of the list that says the name
    of their app, however it is written."""
    lines = App.objects.filter(district=OuterRef("district"), name__iexact=OuterRef("app"))
    named = lines.exclude(name="")
    return versions.annotate(
        listed_approved=Subquery(named.values("approved")[:1]),
        listed_checked_on=Subquery(named.values("checked_on")[:1]),
    )


def _note_of(district: uuid.UUID, name: str) -> str:
    app = App.objects.filter(district=district, name__iexact=name).first() if name else None
    return app_note(approved=app.approved, checked_on=app.checked_on) if app else ""


@transaction.atomic
def draft(*, manuscript: Manuscript, by: Viewer, at: dt.datetime) -> Version:
    """The manuscript as a version that nobody can start, in place of an earlier draft.

    Raises NotOpen.
    """
    require(may_write(by, manuscript.district))
    current = open_one(manuscript)
    forget_draft(current)
    note = _note_of(current.district_id, text(current.body, "app"))
    version = actions.write(
        blueprint=blueprint_of(
            _without_unknown(current), kind=current.kind, slug=current.slug, app_note=note
        ),
        by=by,
        at=at,
    )
    # Whoever began it is its author, whoever of them presses the button.
    Version.objects.filter(pk=version.pk).update(written_by=current.written_by)
    version.written_by = current.written_by
    return version


def _without_unknown(manuscript: Manuscript) -> dict[str, object]:
    """A preview leaves out what cannot be earned here; the lint says so at its field."""
    choices = manuscript.body.get("choices")
    if not choices:
        return dict(manuscript.body)
    known = set(
        Achievement.objects.filter(district=manuscript.district_id).values_list("slug", flat=True)
    )
    kept = [
        choice | {"slugs": [slug for slug in choice.get("slugs", []) if slug in known]}
        for choice in choices
    ]
    return {**manuscript.body, "choices": kept}


def forget_draft(manuscript: Manuscript) -> None:
    """Nobody has started on a draft, so nothing points at it but its own parts."""
    old = Version.objects.filter(
        district=manuscript.district_id, achievement__slug=manuscript.slug, published_at=None
    )
    parts = Requirement.objects.filter(version__in=old)
    Row.pieces.through.objects.filter(row__requirement__in=parts).delete()
    Choice.achievements.through.objects.filter(choice__requirement__in=parts).delete()
    Row.objects.filter(requirement__in=parts).delete()
    Piece.objects.filter(requirement__in=parts).delete()
    Choice.objects.filter(requirement__in=parts).delete()
    Step.objects.filter(version__in=old).delete()
    Alignment.objects.filter(version__in=old).delete()
    parts.delete()
    old.delete()


@transaction.atomic
def publish(
    *, manuscript: Manuscript, revision: int, audience: Audience, by: Viewer, at: dt.datetime
) -> Version:
    """Freeze it as it was read at `revision`; whoever started on an earlier version stays there.

    Raises NotReady, MovedOn, NotOpen.
    """
    require(may_publish(by, manuscript.district))
    current = open_one(manuscript)
    if current.revision != revision:
        raise MovedOn
    if missing := [one for one in read(current, at=at) if one.must]:
        raise NotReady(missing)
    version = draft(manuscript=current, by=by, at=at)
    try:
        version = actions.publish(version=version, by=by, at=at)
    except actions.Incomplete as incomplete:
        said = [Finding("title", "must", sentence) for sentence in incomplete.args[0]]
        raise NotReady(said) from incomplete
    actions.offer(achievement=version.achievement, audience=audience, by=by, at=at)
    Manuscript.objects.filter(pk=current.pk).update(
        published=version, achievement=version.achievement
    )
    return version
