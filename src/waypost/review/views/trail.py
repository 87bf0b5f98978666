"""Who did what, and when: for the teacher, those who reviewed it, and the program lead."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waypost.evidence.models import Attempt
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest
from waypost.review.blind import face
from waypost.review.policies import may_look, may_read_trail
from waypost.review.trail import trail


@require_safe
@signed_in
def read(request: PersonRequest, attempt: uuid.UUID) -> HttpResponse:
    viewer = request.viewer
    tries = Attempt.objects.visible_to(viewer).select_related(
        "submission__person__account", "submission__version"
    )
    one = tries.filter(pk=attempt).first()
    if one is None:
        raise Http404
    one.district = one.submission.district = viewer.district
    if not may_read_trail(viewer, one.submission):
        raise Http404
    context = {
        "attempt": one,
        "face": face(viewer, one),
        "trail": trail(one.submission, viewer, face(viewer, one)),
        "own": one.submission.person_id in viewer.selves,
        "may_look": may_look(viewer, one),
    }
    return render(request, "review/trail.html", context)
