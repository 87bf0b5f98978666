"""The program: every page for those who run it, gathered from the rooms, on one screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from waypost.people.guards import signed_in
from waypost.people.models import Person, Role
from waypost.people.requests import PersonRequest

Text = str | Promise


def held(*roles: Role) -> Callable[[Person], bool]:
    """For whoever holds one of them."""
    return lambda person: person.holds(*roles)


@dataclass(frozen=True)
class Place:
    """A page of the program: what one does there, and for whom it is."""

    label: Text
    text: Text
    icon: str
    name: str
    opens: Callable[[Person], bool]

    @property
    def url(self) -> str:
        return reverse(self.name)


@dataclass(frozen=True)
class Part:
    """Places that are about one thing."""

    label: Text
    places: tuple[Place, ...]


PARTS: tuple[Part, ...] = (
    Part(
        _("Badges and hours"),
        (
            Place(
                _("Awards"),
                _("Every badge that was earned here, and the way to withdraw one."),
                "scroll-text",
                "pages:awards",
                held(Role.PROGRAM_LEAD, Role.HR),
            ),
        ),
    ),
)


def parts_for(person: Person) -> Iterator[Part]:
    """What they can open, and no part that would be empty."""
    for part in PARTS:
        open_to = tuple(place for place in part.places if place.opens(person))
        if open_to:
            yield Part(part.label, open_to)


@signed_in
@require_safe
def hub(request: PersonRequest) -> HttpResponse:
    parts = list(parts_for(request.viewer))
    if not parts:
        raise PermissionDenied
    return render(request, "pages/hub.html", {"parts": parts})
