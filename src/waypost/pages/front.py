"""What a stranger sees first: what this is, what can be earned, and a badge to check."""

import datetime as dt

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from waypost.catalog.filters import Wanted, offered_to
from waypost.credentials.checking import signed_name
from waypost.credentials.models import Award
from waypost.openbadges import CLOCK_LEEWAY
from waypost.pages import places
from waypost.pages.catalog import cards
from waypost.people.models import District, Person
from waypost.people.requests import DistrictRequest

FIRST_ENTRIES = 6


@require_safe
def front(request: DistrictRequest) -> HttpResponse:
    if isinstance(request.viewer, Person):
        return HttpResponseRedirect(reverse("pages:home"))
    first = Wanted().in_order(offered_to(request.viewer))[:FIRST_ENTRIES]
    award = _to_check(request)
    return render(
        request,
        "pages/front.html",
        {
            "cards": cards(list(first), request.viewer),
            "award": award,
            "who": signed_name(award) if award else "",
            "award_url": places.public_badge(award.public_id) if award else "",
        },
    )


def _to_check(request: DistrictRequest) -> Award | None:
    """The newest that its earner let this page show, and that still holds."""
    now = timezone.now()
    awards = Award.objects.visible_to(request.viewer).active().unexpired(now)
    awards = awards.filter(
        _has_begun(now),
        visibility=Award.Visibility.FRONT_PAGE,
        practice=request.district.practice,
    )
    return awards.with_face().order_by("-awarded_at", "pk").first()


def _has_begun(now: dt.datetime) -> Q:
    """Award.is_dated_ahead, asked of many."""
    latest = now + CLOCK_LEEWAY
    return Q(dated_at__lte=latest) | Q(dated_at=None, awarded_at__lte=latest)


@require_safe
def robots(request: DistrictRequest) -> HttpResponse:
    """A practice district asks to be left out: its badges are not real ones."""
    district: District = request.district
    lines = ["User-agent: *"]
    if district.practice:
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: {place}" for place in ("/home", "/work", "/review", "/account")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
