"""What a stranger sees first: what this is, what can be earned, and a badge to check."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from waypost.catalog.filters import Wanted, offered_to
from waypost.credentials.models import Award
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
            "award_url": places.public_badge(award.public_id) if award else "",
        },
    )


def _to_check(request: DistrictRequest) -> Award | None:
    """The newest that its earner let this page show, and that still holds."""
    now = timezone.now()
    awards = Award.objects.visible_to(request.viewer).active()
    awards = awards.filter(visibility=Award.Visibility.FRONT_PAGE)
    for award in awards.select_related("person", "version").order_by("-awarded_at")[:3]:
        if not award.is_expired(now) and not award.is_dated_ahead(now):
            return award
    return None


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
