"""Decide: see exactly what the teacher will read, then send it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest
from waypost.review import actions
from waypost.review.bench import Bench
from waypost.review.deciding import Decide, decide_page
from waypost.review.forms import identifier
from waypost.review.models import Verdict
from waypost.review.views.opening import in_hand, moved_on, opened_bench


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def decide(request: PersonRequest, attempt: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        return _send(request, attempt)
    return _ask(request, attempt, request.GET.get("verdict", ""))


def _ask(request: PersonRequest, attempt: uuid.UUID, verdict: str) -> HttpResponse:
    bench = opened_bench(request, attempt)
    if not bench.is_mine:
        return moved_on(request, bench, _not_yours(bench))
    return _show(request, decide_page(bench, verdict))


def _not_yours(bench: Bench) -> str:
    decision = bench.decision
    if decision is None:
        return _("You are not reviewing this. Nothing was sent.")
    if decision.review.reviewer_id == bench.viewer.pk:
        return _("You have decided this already. This is what was sent; nothing was sent twice.")
    return _("A colleague has decided this already. Nothing was sent twice.")


def _show(request: PersonRequest, page: Decide, status: int = 200) -> HttpResponse:
    return render(request, "review/decide.html", {"page": page, "bench": page.bench}, status=status)


def _send(request: PersonRequest, attempt: uuid.UUID) -> HttpResponse:
    """What only a page would show is read when there is something to say: a decision that can be
    sent needs none of it."""
    review = in_hand(request, attempt)
    if review is None:
        return _refuse(request, attempt)
    verdict, chosen = request.POST.get("verdict", ""), _chosen(request)
    if verdict not in Verdict.values:
        return _refuse(request, attempt, actions.Gap("verdict"))
    try:
        decision = actions.decide(
            review=review,
            verdict=verdict,
            note=request.POST.get("note", ""),
            hidden=review.attempt.artifacts.filter(pk__in=chosen, hidden_at=None) if chosen else (),
            nothing_to_hide=bool(request.POST.get("nothing_to_hide")),
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.NotDecided as error:
        return _refuse(request, attempt, *error.gaps)
    except actions.TooLong:
        return _refuse(request, attempt, actions.Gap("too_long"))
    except (actions.Taken, actions.NotPossible):
        return _refuse(request, attempt)
    title = decision.attempt.submission.version.title
    messages.success(request, _sent(verdict) % {"title": title})
    return redirect("review:queue")


def _chosen(request: PersonRequest) -> set[uuid.UUID]:
    """Ids of the pieces to hide."""
    return {pk for pk in map(identifier, request.POST.getlist("hide")) if pk}


def _refuse(request: PersonRequest, attempt: uuid.UUID, *gaps: actions.Gap) -> HttpResponse:
    """Nothing was sent: the page with what was typed and why, or where the try went."""
    bench = opened_bench(request, attempt)
    if not (gaps and bench.is_mine):
        return moved_on(request, bench, _not_yours(bench))
    page = decide_page(
        bench,
        request.POST.get("verdict", ""),
        note=request.POST.get("note", ""),
        chosen=_chosen(request),
        nothing_to_hide=bool(request.POST.get("nothing_to_hide")),
        sent=True,
    )
    page.explain(gaps)
    return _show(request, page, status=422)


def _sent(verdict: str) -> str:
    if verdict == Verdict.AWARD:
        return _("Sent. %(title)s: every row is Demonstrated.")
    if verdict == Verdict.NOT_YET:
        return _("Sent back with the next steps: %(title)s.")
    return _("Sent back to complete: %(title)s. It does not count as a try.")
