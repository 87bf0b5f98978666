"""A manuscript as its teachers and its reviewers will see it: the real templates, and nothing that
can be sent."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from waypost.catalog.authoring import publishing
from waypost.catalog.authoring.actions import NotOpen
from waypost.catalog.models import Manuscript, Piece, Requirement, RequirementKind, Row, Version
from waypost.evidence.models import Attempt, Status, Submission
from waypost.pages.evidence_words import kinds_in_words
from waypost.pages.work_page import compose
from waypost.people.guards import signed_in
from waypost.people.models import Person
from waypost.people.requests import PersonRequest
from waypost.review.bench import Bench
from waypost.review.bench.nouns import PieceView, RowView, Words
from waypost.review.blind import Face
from waypost.review.models import Review


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """A post draws it anew. `?as=` work or review; its page is the catalog's own."""
    manuscript = Manuscript.objects.visible_to(request.viewer).filter(pk=pk).first()
    if manuscript is None:
        raise Http404
    manuscript.district = request.district
    if request.method == "POST":
        try:
            publishing.draft(manuscript=manuscript, by=request.viewer, at=timezone.now())
        except NotOpen:
            return HttpResponseRedirect(reverse("catalog:manuscript", args=[pk]))
        return HttpResponseRedirect(reverse("pages:preview", args=[pk]))
    if not manuscript.is_open:
        return HttpResponseRedirect(reverse("catalog:manuscript", args=[pk]))
    version = (
        Version.objects.visible_to(request.viewer)
        .filter(achievement__slug=manuscript.slug, published_at=None)
        .select_related("achievement")
        .first()
    )
    context: dict[str, Any] = {"manuscript": manuscript, "version": version, "seen": "page"}
    if version is not None:
        context |= {
            "is_old": manuscript.touched_at > version.created_at,
            "page_url": reverse("pages:version", args=[manuscript.slug, version.number]),
        }
        context |= _seen_as(request.GET.get("as", ""), version, request.viewer)
    return render(request, "pages/preview.html", context)


def _seen_as(role: str, version: Version, viewer: Person) -> dict[str, Any]:
    requirement = version.requirements.filter(kind=RequirementKind.EVIDENCE).first()
    if requirement is None or role not in {"work", "review"}:
        return {"evidence": requirement is not None}
    submission = _nobodys(requirement, version, viewer)
    if role == "work":
        return {"seen": "work", "evidence": True, "work": compose(submission)} | {
            "submission": submission
        }
    bench = _bench(submission, requirement, viewer)
    return {"seen": "review", "evidence": True, "bench": bench}


def _nobodys(requirement: Requirement, version: Version, viewer: Person) -> Submission:
    """Work that is in no database, so that whatever would be sent for it finds nothing."""
    now = timezone.now()
    work = Submission(
        district=viewer.district,
        person=viewer,
        requirement=requirement,
        version=version,
        status=Status.DRAFT,
        started_at=now,
        touched_at=now,
    )
    # As `find` would say it: no file of it is on its way.
    work.__dict__["arrives"] = False
    return work


def _bench(submission: Submission, requirement: Requirement, viewer: Person) -> Bench:
    now = timezone.now()
    attempt = Attempt(
        district=viewer.district,
        submission=submission,
        number=1,
        try_number=1,
        words=[],
        submitted_at=now,
        due_at=now + dt.timedelta(days=submission.version.review_days),
    )
    pieces = list(requirement.pieces.all())
    rows = list(requirement.rows.prefetch_related("pieces"))
    return Bench(
        attempt=attempt,
        viewer=viewer,
        at=now,
        face=Face(name=_("a teacher")),
        pieces=[_sample(piece) for piece in pieces],
        rows=[_row(row) for row in rows],
        earlier=[],
        # What makes the rubric one to fill in; it is in no database either.
        review=Review(district=viewer.district, attempt=attempt, reviewer=viewer, started_at=now),
        decision=None,
        may_read_trail=False,
    )


def _sample(piece: Piece) -> PieceView:
    """In the place of evidence, what may stand there."""
    text = _("What was handed in stands here. It may be: %(kinds)s.") % {
        "kinds": kinds_in_words(piece.kinds)
    }
    prompts = piece.prompts or [""]
    return PieceView(
        piece=piece,
        words=[Words(prompt=prompt, text=text, mark="") for prompt in prompts],
        shown=[],
        gone=0,
    )


def _row(row: Row) -> RowView:
    return RowView(
        row=row,
        look_in=list(row.pieces.all()),
        score=None,
        locked=False,
        before=[],
        phrases=[],
    )
