"""What every page knows: whose district, who is looking, and where they can go."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "district": getattr(request, "district", None),
        "viewer": getattr(request, "viewer", None),
    }
