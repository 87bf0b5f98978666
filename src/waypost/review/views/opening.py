"""How every page of one try begins: found, and for this viewer, or not there at all; and how a
form ends that came too late, with its words."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from waypost.evidence.models import Attempt
from waypost.people.characters import tidy
from waypost.people.policies import require
from waypost.people.requests import PersonRequest
from waypost.review.bench import Bench, bench, tries_of
from waypost.review.models import Review
from waypost.review.policies import may_look, may_see_queue


def found(request: PersonRequest, attempt: uuid.UUID) -> tuple[Attempt, list[Attempt]]:
    """For those who review; their own work is forbidden, because they know that it is there.
    Raises Attempt.DoesNotExist for an unknown id, another district's, and one taken back."""
    if not may_see_queue(request.viewer):
        raise Http404
    one, tries = tries_of(attempt, request.viewer)
    require(may_look(request.viewer, one))
    return one, tries


def opened(request: PersonRequest, attempt: uuid.UUID) -> tuple[Attempt, list[Attempt]]:
    """The same, where what does not exist is answered with a 404."""
    try:
        return found(request, attempt)
    except Attempt.DoesNotExist as error:
        raise Http404 from error


def opened_bench(request: PersonRequest, attempt: uuid.UUID) -> Bench:
    one, tries = opened(request, attempt)
    return bench(one, tries, request.viewer, at=timezone.now())


def in_hand(request: PersonRequest, attempt: uuid.UUID) -> Review | None:
    """The viewer's own review of this try while it goes on, and no more of a bench than that."""
    if not may_see_queue(request.viewer):
        raise Http404
    mine = Review.objects.visible_to(request.viewer).filter(reviewer=request.viewer)
    going = mine.filter(attempt=attempt, put_back_at=None, decided_at=None)
    review = going.select_related("attempt__submission").first()
    if review:
        review.attempt.district = request.viewer.district
    return review


def moved_on(request: PersonRequest, bench: Bench, why: str) -> HttpResponse:
    """A form sent for what is not with this viewer any more: words that nothing holds yet come
    back on a page with the reason, and without any the bench says it."""
    at = bench.attempt.pk
    held = {tidy(score.comment).strip() for score in bench.scores}
    if bench.decision:
        held.add(bench.decision.note)
    words = [text for text in _typed(request) if text not in held]
    if not words:
        messages.warning(request, why)
        return redirect("review:bench", at)
    context = {"why": why, "typed": words, "url": reverse("review:bench", args=[at])}
    return render(request, "review/words_back.html", context, status=410)


def _typed(request: PersonRequest) -> list[str]:
    names = [name for name in request.POST if name == "note" or name.startswith("comment-")]
    words = [tidy(request.POST[name]).strip() for name in names]
    return [text for text in words if text]
