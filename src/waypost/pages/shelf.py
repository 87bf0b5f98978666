"""One's own badges: earned here, earned before, and from elsewhere; never mixed."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from waypost.credentials.models import Award, EarlierRecord, OutsideBadge
from waypost.pages.badge_files import whole_record_parts
from waypost.pages.earlier_words import earned_words
from waypost.pages.hours import own_hours
from waypost.pages.outside_faces import Face, face_of
from waypost.people.guards import signed_in
from waypost.people.models import Person
from waypost.people.requests import PersonRequest

A_PAGE = 48
# Of each list beside one's badges, before the rest has a page of its own.
MOST_BESIDE = 12


@dataclass(frozen=True)
class Earlier:
    """A record from before, as its earner sees it."""

    record: EarlierRecord

    @property
    def when(self) -> str:
        return earned_words(self.record.earned_on, self.record.known)


@signed_in
@require_safe
def shelf(request: PersonRequest) -> HttpResponse:
    """Newest first; what is from before or from elsewhere is below, or alone where it is many."""
    show, number = request.GET.get("show", ""), request.GET.get("page")
    person = request.viewer
    context: dict[str, Any] = {"show": show, "most": A_PAGE}
    if show == "earlier":
        page = Paginator(_earlier(person), A_PAGE).get_page(number)
        context |= {"page": page, "earlier": [Earlier(record) for record in page]}
    elif show == "elsewhere":
        others = Paginator(_outside(person), A_PAGE).get_page(number)
        context |= {"page": others, "elsewhere": _faces(request, others.object_list)}
    else:
        awards = Award.objects.of(person).with_face().order_by("-awarded_at")
        page_of_awards = Paginator(awards, A_PAGE).get_page(number)
        context |= {
            "show": "",
            "page": page_of_awards,
            "awards": page_of_awards,
            "earlier": [Earlier(record) for record in _earlier(person)[: MOST_BESIDE + 1]],
            "elsewhere": _faces(request, _outside(person)[: MOST_BESIDE + 1]),
            "now": timezone.now(),
            "most": MOST_BESIDE,
            "hours": own_hours(person, timezone.now()),
            "records": whole_record_parts(person),
        }
    return render(request, "pages/badges.html", context)


def _faces(request: PersonRequest, badges: Any) -> list[Face]:
    return [face_of(badge, request.district) for badge in badges]


def _earlier(person: Person) -> QuerySet[EarlierRecord]:
    known = EarlierRecord.objects.filter(
        district=person.district, person__in=person.selves
    ).active()
    return known.order_by("-earned_on", "pk")


def _outside(person: Person) -> QuerySet[OutsideBadge]:
    mine = OutsideBadge.objects.filter(
        district=person.district, person__in=person.selves
    ).without_bytes()
    return mine.select_related("person").order_by("-added_at", "pk")
