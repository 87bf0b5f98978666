"""Who opens the pages of settings."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse

from waypost.people.guards import signed_in
from waypost.people.policies import may_run_program, require
from waypost.people.requests import PersonRequest

P = ParamSpec("P")


def lead_only(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """The program lead; everyone else who is signed in gets a 403."""

    @signed_in
    @wraps(view)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(may_run_program(request.viewer, request.district))
        return view(request, *args, **kwargs)

    return guarded
