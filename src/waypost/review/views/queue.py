"""The list of what is waiting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest
from waypost.review.forms import page_number
from waypost.review.policies import may_see_queue
from waypost.review.queue import queue


@require_safe
@signed_in
def listing(request: PersonRequest) -> HttpResponse:
    require(may_see_queue(request.viewer))
    found = queue(
        request.viewer,
        at=timezone.now(),
        badge=request.GET.get("badge", ""),
        page=page_number(request.GET.get("page", "1")),
    )
    return render(request, "review/queue.html", {"queue": found})
