"""What the demo adds to pages of rooms below it: one click per role, where mail is, and a film."""

from typing import Any

from django.http import HttpRequest

from waypost.demo.cast import CAST
from waypost.demo.policies import may_sign_in_as


def demo(request: HttpRequest) -> dict[str, Any]:
    # A host that no district has gets its pages without one.
    district = getattr(request, "district", None)
    if district is None or not may_sign_in_as(district):
        return {}
    return {
        "sign_in_extra": "demo/one_click.html",
        "mail_place": "demo/mail_place.html",
        "front_film": "demo/film.html",
        "demo_cast": CAST,
    }
