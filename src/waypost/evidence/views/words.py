"""Saving while somebody types: one field a request, answered in JSON."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from waypost.evidence.actions import NotPossible, Overwritten, TooLong, describe, write
from waypost.evidence.models import Artifact, Students, Submission
from waypost.evidence.problems import sentence
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest, sent_json


def answer(error: str, problem: Exception, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"error": error, "message": sentence(problem), **more}, status=status)


def mine(request: PersonRequest, pk: uuid.UUID) -> Submission:
    """One's own work; anybody else's answers like one that never was."""
    found = (
        Submission.objects.visible_to(request.viewer)
        .filter(pk=pk, person__in=request.viewer.selves)
        .select_related("district", "requirement")
        .first()
    )
    if found is None:
        raise Http404
    return found


def number(value: Any) -> int:
    """A small whole number, or -1 for everything else."""
    return value if isinstance(value, int) and 0 <= value < 2**31 else -1


@require_POST
@signed_in
def save(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """409 brings what another tab saved meanwhile; nothing is overwritten."""
    submission, sent = mine(request, pk), sent_json(request)
    piece = submission.requirement.pieces.filter(position=number(sent.get("piece"))).first()
    text = sent.get("text")
    if piece is None or not isinstance(text, str):
        return answer("unreadable", ValueError(), 400)
    try:
        saved = write(
            submission=submission,
            piece=piece,
            prompt=number(sent.get("prompt")),
            text=text,
            revision=number(sent.get("revision")),
            by=request.viewer,
            at=timezone.now(),
        )
    except Overwritten as other:
        current = other.current
        return answer("overwritten", other, 409, text=current.text, revision=current.revision)
    except TooLong as problem:
        return answer("too_long", problem, 422)
    except NotPossible as problem:
        return answer("moved_on", problem, 409)
    return JsonResponse({"revision": saved.revision})


@require_POST
@signed_in
def tell(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Students and caption of one artifact."""
    found = (
        Artifact.objects.visible_to(request.viewer)
        .filter(pk=pk, submission__person__in=request.viewer.selves)
        .select_related("submission")
        .first()
    )
    if found is None:
        raise Http404
    sent = sent_json(request)
    students, caption = sent.get("students", ""), sent.get("caption", "")
    known = isinstance(students, str) and students in {"", *Students.values}
    if not known or not isinstance(caption, str):
        return answer("unreadable", ValueError(), 400)
    try:
        describe(
            artifact=found,
            students=students,
            caption=caption,
            by=request.viewer,
            at=timezone.now(),
        )
    except NotPossible as problem:
        return answer("moved_on", problem, 409)
    return JsonResponse({"students": found.students})
