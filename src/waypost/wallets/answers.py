"""How the API answers programs: JSON, errors in 1EdTech's form, open to wallets in any browser."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from waypost.people.api import IN_THE_OPEN, UNMEASURED, is_in_the_open, is_unmeasured
from waypost.people.requests import DistrictRequest
from waypost.wallets.policies import are_on

# No cookie is ever looked at here, so that any page may ask with a token that it was given.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, X-Total-Count, WWW-Authenticate, ETag, Retry-After",
}
AHEAD = {
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept, If-None-Match",
    "Access-Control-Max-Age": "3600",
}
# The words of 1EdTech's Imsx_CodeMinorFieldValue for what is answered here.
MINOR = {
    400: "invalid_data",
    401: "unauthorizedrequest",
    403: "forbidden",
    404: "not_found",
    405: "not_allowed",
    411: "invalid_data",
    413: "invalid_data",
    415: "invalid_data",
    421: "misdirected_request",
    429: "server_busy",
}
View = Callable[[DistrictRequest], HttpResponse]


class Problem(Exception):
    """What is answered instead: a status, one sentence for whoever writes the wallet, headers."""

    def __init__(
        self, status: int, said: str, *, minor: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(said)
        self.status = status
        self.said = said
        self.minor = minor or MINOR.get(status, "unknown")
        self.headers = headers or {}


def status_info(problem: Problem) -> dict[str, Any]:
    """Imsx_StatusInfo (Open Badges 3.0, B.3)."""
    minor = {
        "imsx_codeMinorFieldName": "TargetEndSystem",
        "imsx_codeMinorFieldValue": problem.minor,
    }
    return {
        "imsx_codeMajor": "unsupported" if problem.status == 405 else "failure",
        "imsx_severity": "error",
        "imsx_description": problem.said,
        "imsx_codeMinor": {"imsx_codeMinorField": [minor]},
    }


def answers(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """A door of the API: these methods, over HTTPS where there is any, while wallets are on."""
    known = (*methods, "OPTIONS") + (("HEAD",) if "GET" in methods else ())

    def wrap(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def answer(request: DistrictRequest) -> HttpResponse:
            try:
                response = _answer(request)
            except Problem as problem:
                response = JsonResponse(
                    status_info(problem), status=problem.status, headers=dict(problem.headers)
                )
            for name, value in OPEN.items():
                response[name] = value
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        def _answer(request: DistrictRequest) -> HttpResponse:
            if is_in_the_open(request):
                raise Problem(421, IN_THE_OPEN)
            if not are_on(request.district):
                raise Problem(404, "This district has not turned wallets on.")
            if request.method == "OPTIONS":
                allowed = {"Access-Control-Allow-Methods": ", ".join(methods)}
                return HttpResponse(status=204, headers=AHEAD | allowed)
            if request.method not in known:
                allow = {"Allow": ", ".join(known)}
                raise Problem(405, "This address is not asked that way.", headers=allow)
            if is_unmeasured(request):
                raise Problem(411, UNMEASURED)
            return view(request)

        return answer

    return wrap
