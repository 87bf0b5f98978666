"""Decide: see exactly what the teacher will read, then send it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.people.guards import signed_in
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.review import actions
from waypost.review.bench import Bench
from waypost.review.deciding import Decide, decide_page
from waypost.review.forms import identifier
from waypost.review.models import Review, Verdict
from waypost.review.views.opening import moved_on, opened_bench, signed_out


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: DistrictRequest, attempt: uuid.UUID) -> HttpResponse:
    return signed_out(request, attempt) or _decide(request, attempt)


@signed_in
def _decide(request: PersonRequest, attempt: uuid.UUID) -> HttpResponse:
    bench = opened_bench(request, attempt)
    review = bench.review
    if review is None or not bench.is_mine:
        return moved_on(request, bench, _not_yours(bench))
    if request.method == "POST":
        return _send(request, bench, review)
    return _ask(request, decide_page(bench, request.GET.get("verdict", "")))


def _not_yours(bench: Bench) -> str:
    decision = bench.decision
    if decision is None:
        return _("You are not reviewing this. Nothing was sent.")
    if decision.review.reviewer_id == bench.viewer.pk:
        return _("You have decided this already. This is what was sent; nothing was sent twice.")
    return _("A colleague has decided this already. Nothing was sent twice.")


def _ask(request: PersonRequest, page: Decide, status: int = 200) -> HttpResponse:
    return render(request, "review/decide.html", {"page": page, "bench": page.bench}, status=status)


def _send(request: PersonRequest, bench: Bench, review: Review) -> HttpResponse:
    page = decide_page(
        bench,
        request.POST.get("verdict", ""),
        note=request.POST.get("note", ""),
        chosen={identifier(pk) for pk in request.POST.getlist("hide")},
        nothing_to_hide=bool(request.POST.get("nothing_to_hide")),
        sent=True,
    )
    if page.errors:
        return _ask(request, page, status=422)
    try:
        actions.decide(
            review=review,
            verdict=page.verdict,
            note=page.note,
            hidden=page.chosen_artifacts,
            nothing_to_hide=page.nothing_to_hide,
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.NotDecided as error:
        page.explain(error.gaps)
        return _ask(request, page, status=422)
    except actions.TooLong:
        page.explain([actions.Gap("too_long")])
        return _ask(request, page, status=422)
    except (actions.Taken, actions.NotPossible):
        ended = opened_bench(request, bench.attempt.pk)
        return moved_on(request, ended, _not_yours(ended))
    messages.success(request, _sent(page.verdict) % {"title": bench.title})
    return redirect("review:queue")


def _sent(verdict: str) -> str:
    if verdict == Verdict.AWARD:
        return _("Sent. %(title)s: every row is Demonstrated.")
    if verdict == Verdict.NOT_YET:
        return _("Sent back with the next steps: %(title)s.")
    return _("Sent back to complete: %(title)s. It does not count as a try.")
