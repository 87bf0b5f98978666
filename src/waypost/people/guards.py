"""What a view asks before it begins: is anyone signed in, and do they belong here?"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse

from waypost.people.models import Person
from waypost.people.requests import PersonRequest

P = ParamSpec("P")


class SignedOut(PermissionDenied):
    """A form came without a sign-in: its page gives back what was typed, which the way over the
    sign-in page would lose, and leads nobody to an address that only forms may ask."""


def signed_in(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Only people of this district; others who are signed in get a 403. Without a sign-in, scripts
    get a 401 and browsers the sign-in page, or what they sent."""

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if isinstance(request.viewer, Person):
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            # Before anything is looked for: what is here and what never was answer the same.
            raise PermissionDenied
        if wants_json(request):
            return JsonResponse({"error": "signed_out"}, status=401)
        return to_sign_in(request)

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """For whoever is not signed in. Raises SignedOut where a form came."""
    if request.method == "POST":
        raise SignedOut
    return redirect_to_login(request.get_full_path())


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
