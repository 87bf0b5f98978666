"""The request as views see it, after the middleware: for types only."""

from django.http import HttpRequest

from waypost.people.models import District, Person
from waypost.people.viewers import Viewer


class DistrictRequest(HttpRequest):
    district: District
    viewer: Viewer


class PersonRequest(DistrictRequest):
    viewer: Person


def district_of(request: HttpRequest) -> District:
    """For views wrapped by decorators that only know HttpRequest."""
    district: District = request.district  # type: ignore[attr-defined]  # set by the middleware
    return district
