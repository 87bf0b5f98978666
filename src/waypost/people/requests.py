"""The request as views see it, after the middleware: its types, and what a script sent in it."""

import json
from typing import Any

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


def sent_json(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that a script sent; an empty one for everything else."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):  # no JSON, or a thousand lists inside one another
        return {}
    return sent if isinstance(sent, dict) else {}
