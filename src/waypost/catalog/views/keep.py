"""Saving while somebody types: one field a request, answered in JSON."""

import uuid

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from waypost.catalog.authoring import actions, posted
from waypost.catalog.authoring.body import mark
from waypost.catalog.authoring.fields import spec_of
from waypost.catalog.authoring.problems import sentence
from waypost.catalog.views.section import mine
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest, sent_json


@require_POST
@signed_in
def keep(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """One field while somebody types; 409 brings what somebody else saved meanwhile."""
    manuscript, sent = mine(request, pk), sent_json(request)
    name, value, was = sent.get("field"), sent.get("value"), sent.get("revision")
    spec = spec_of(name) if isinstance(name, str) else None
    right = isinstance(value, list if spec and spec.look == "many" else str)
    if spec is None or value is None or not right or not isinstance(was, str):
        return _answer("unreadable", ValueError(), 400)
    change = actions.Change(str(name), value, was)
    try:
        saved = actions.save(
            manuscript=manuscript, changes=[change], by=request.viewer, at=timezone.now()
        )
    except actions.NotOpen as closed:
        return _answer("moved_on", closed, 409)
    for _change, problem in saved.problems:
        return _answer("refused", problem, 422)
    for conflict in saved.conflicts:
        theirs = {"text": conflict.theirs, "revision": mark(conflict.theirs)}
        return JsonResponse({"error": "overwritten", **theirs}, status=409)
    return JsonResponse({"revision": mark(posted.kept(saved.manuscript, str(name)))})


def _answer(error: str, problem: Exception, status: int) -> HttpResponse:
    return JsonResponse({"error": error, "message": sentence(problem)}, status=status)
