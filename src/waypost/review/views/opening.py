"""How every page of one try begins: found, and for this viewer, or not there at all."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from waypost.evidence.models import Attempt
from waypost.people.guards import wants_json
from waypost.people.policies import require
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.review.bench import Bench, bench, tries_of
from waypost.review.policies import may_look, may_see_queue


def opened(request: PersonRequest, attempt: uuid.UUID) -> tuple[Attempt, list[Attempt]]:
    """An unknown id, another district's, and anything for those who do not review: 404.
    One's own work: 403, because one knows that it is there."""
    if not may_see_queue(request.viewer):
        raise Http404
    try:
        one, tries = tries_of(attempt, request.viewer)
    except Attempt.DoesNotExist as error:
        raise Http404 from error
    require(may_look(request.viewer, one))
    return one, tries


def opened_bench(request: PersonRequest, attempt: uuid.UUID) -> Bench:
    one, tries = opened(request, attempt)
    return bench(one, tries, request.viewer, at=timezone.now())


def words_back(request: DistrictRequest, attempt: uuid.UUID) -> HttpResponse | None:
    """A form sent without a sign-in: its words come back on a page, where the plain redirect to
    the sign-in would lose them. None for everybody else."""
    if request.method != "POST" or request.user.is_authenticated or wants_json(request):
        return None
    names = [name for name in request.POST if name == "note" or name.startswith("comment-")]
    words = [request.POST[name].strip() for name in names]
    bench_url = reverse("review:bench", args=[attempt])
    context = {
        "words": [text for text in words if text],
        "sign_in": f"{reverse('account_login')}?next={bench_url}",
    }
    return render(request, "review/signed_out.html", context, status=401)
