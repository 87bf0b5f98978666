"""One try beside its rubric: look, start, put back, hide a piece."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.evidence.actions import hide
from waypost.evidence.models import Attempt
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest
from waypost.review import actions
from waypost.review.bench import Bench
from waypost.review.letter import letter_of
from waypost.review.queue import next_waiting
from waypost.review.views.opening import found, opened_bench


@require_safe
@signed_in
def look(request: PersonRequest, attempt: uuid.UUID) -> HttpResponse:
    bench = opened_bench(request, attempt)
    context = {
        "bench": bench,
        "letter": letter_of(bench) if bench.decision else None,
        "next": None
        if bench.is_mine or bench.may_start
        else next_waiting(request.viewer, after=attempt),
    }
    return render(request, "review/bench.html", context)


@require_POST
@signed_in
def start(request: PersonRequest, attempt: uuid.UUID) -> HttpResponse:
    try:
        one, _tries = found(request, attempt)
        actions.start(attempt=one, by=request.viewer, at=timezone.now())
    except (Attempt.DoesNotExist, actions.Taken):
        messages.warning(request, _("Somebody else was a moment faster, or it was taken back."))
        return redirect("review:queue")
    return redirect("review:bench", attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def put_back(request: PersonRequest, attempt: uuid.UUID) -> HttpResponse:
    bench = opened_bench(request, attempt)
    if bench.review is None or not bench.may_put_back:
        return _nothing_to_put_back(request)
    if request.method != "POST":
        context = {
            "title": _("Put this back?"),
            "text": _("Somebody else can take it then. What you wrote is kept for your return.")
            if bench.is_mine
            else _(
                "Somebody else can take it then. What was written is kept for whoever wrote it."
            ),
            "action": request.path,
            "label": _("Put back"),
            "back_url": reverse("review:bench", args=[attempt]),
        }
        return render(request, "ui/confirm.html", context)
    try:
        actions.put_back(review=bench.review, by=request.viewer, at=timezone.now())
    except actions.NotPossible:
        return _nothing_to_put_back(request)
    messages.success(request, _("Put back. Somebody else can take it now."))
    return redirect("review:queue")


def _nothing_to_put_back(request: PersonRequest) -> HttpResponse:
    told = _("It was decided or put back before, or is not with you. Nothing has changed.")
    messages.warning(request, told)
    return redirect("review:queue")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hide_piece(request: PersonRequest, attempt: uuid.UUID, artifact: uuid.UUID) -> HttpResponse:
    """Asked once more, because nobody can look at it again. Whoever may look may do it at once,
    reviewing or not, and after an award too: what shows a child does not wait for its turn."""
    bench = opened_bench(request, attempt)
    piece = get_object_or_404(bench.attempt.artifacts, pk=artifact)
    if request.method == "POST":
        hide(artifact=piece, by=request.viewer, at=timezone.now())
        messages.success(request, _hidden(bench) % {"name": piece.name})
        return redirect("review:bench", attempt)
    if piece.hidden_at:
        raise Http404
    context = {
        "title": _("Hide %(name)s from everyone?") % {"name": piece.name},
        "text": _(
            "Nobody can open it any more, you included. The teacher sees that it was hidden. This "
            "can’t be undone."
        ),
        "action": request.path,
        "label": _("Hide it now"),
        "danger": True,
        "back_url": reverse("review:bench", args=[attempt]),
    }
    return render(request, "ui/confirm.html", context)


def _hidden(bench: Bench) -> str:
    """What was done, and what is next for the one whose turn it is."""
    if bench.is_mine:
        return _("%(name)s is hidden from everyone. Now send the work back to complete.")
    return _("%(name)s is hidden from everyone.")
