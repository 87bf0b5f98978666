"""What the demo adds to two pages of rooms below it: one click per role, and a film."""

from typing import Any

from django.http import HttpRequest

from waypost.demo.cast import CAST
from waypost.demo.policies import may_sign_in_as


def demo(request: HttpRequest) -> dict[str, Any]:
    if not may_sign_in_as():
        return {}
    return {
        "sign_in_extra": "demo/one_click.html",
        "front_film": "demo/film.html",
        "demo_cast": CAST,
    }
