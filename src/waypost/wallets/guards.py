"""Pages about wallets are there while the district has them on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from waypost.people.requests import district_of
from waypost.wallets.policies import are_on


def while_on(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not are_on(district_of(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
