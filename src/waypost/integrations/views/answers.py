"""How the API answers: JSON in the words of its specifications, and problems as RFC 9457 has them.

Every address goes through `asked`: 404 while the district has no token, 421 over plain HTTP where
there is HTTPS, 401 without a token, 429 for one too many. Nothing here reads a cookie, so no other
site can make a browser ask.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from waypost.credentials.keys import KeyMissing
from waypost.integrations.actions import NoSuchToken, caller_of, is_open
from waypost.integrations.models import Caller
from waypost.openbadges import Document, Unreadable, load
from waypost.openbadges.vcdm import Kind, Problem, Result
from waypost.people.api import (
    IN_THE_OPEN,
    UNMEASURED,
    TooOften,
    is_in_the_open,
    is_unmeasured,
)
from waypost.people.policies import NotAllowed
from waypost.people.requests import DistrictRequest

MOST_BYTES = 1024 * 1024
JSON_KINDS = ("application/json", "application/ld+json", "application/vc", "application/vp")
_REALM = {"WWW-Authenticate": 'Bearer realm="vc-api"'}


class Wrong(Exception):
    """The request cannot be answered; `problems` say why."""

    def __init__(self, *problems: Problem, status: int = 400, said: str = "") -> None:
        super().__init__(status)
        self.problems = problems
        self.status = status
        self.said = said


View = Callable[[Document, Caller], HttpResponse]


def asked(view: View) -> Callable[[DistrictRequest], HttpResponse]:
    """`view` is given what was sent and whose token it is."""

    @csrf_exempt
    @wraps(view)
    def answer(request: DistrictRequest) -> HttpResponse:
        if not is_open(request.district, at=timezone.now()):
            raise Http404
        try:
            response = _answer(view, request)
        except Wrong as wrong:
            response = problem(wrong.status, *wrong.problems, said=wrong.said)
        except NoSuchToken:
            response = problem(401, headers=_REALM)
        except NotAllowed:
            response = problem(403)
        except TooOften as why:
            response = problem(429, headers={"Retry-After": str(why.wait)})
        except KeyMissing:
            response = problem(503)
        response["Cache-Control"] = "no-store"
        return response

    return answer


def _answer(view: View, request: DistrictRequest) -> HttpResponse:
    if is_in_the_open(request):
        raise Wrong(status=421, said=IN_THE_OPEN)
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise NoSuchToken
    caller = caller_of(secret.strip(), request.district, at=timezone.now())
    if request.method != "POST":
        return problem(405, headers={"Allow": "POST"})
    return view(_sent(request), caller)


def _sent(request: HttpRequest) -> Document:
    """The JSON object in the body. Raises Wrong."""
    if request.content_type not in JSON_KINDS:
        raise Wrong(status=415)
    length = request.headers.get("Content-Length", "")
    if is_unmeasured(request) or not length.isdecimal():
        raise Wrong(status=411, said=UNMEASURED)
    if int(length) > MOST_BYTES:
        raise Wrong(status=413)
    try:
        return load(request.body)
    except Unreadable as why:
        detail = f"The body is no JSON object that can be read: {why.reason.replace('_', ' ')}."
        raise Wrong(Problem(Kind.PARSING_ERROR, detail)) from why


def problem(
    status: int, *problems: Problem, said: str = "", headers: dict[str, str] | None = None
) -> HttpResponse:
    """One problem is the answer; several are listed in it as well. `said` is what to do where no
    specification has a name for it."""
    first = problems[0] if problems else None
    body: dict[str, Any] = {
        "type": first.type if first else "about:blank",
        "status": status,
        "title": first.title if first else HTTPStatus(status).phrase,
        "detail": _detail(first) if first else said or HTTPStatus(status).description,
    }
    if problems:
        body["problemDetails"] = [told(each) for each in problems]
    return JsonResponse(
        body, status=status, content_type="application/problem+json", headers=headers
    )


def told(each: Problem) -> dict[str, str]:
    """One problem in the members that RFC 9457 names, and where it is."""
    said = {"type": each.type, "title": each.title, "detail": _detail(each)}
    return said | ({"path": each.path} if each.path else {})


def _detail(each: Problem) -> str:
    return f"{each.path} {each.detail}".strip()


def verdict(result: Result, options: dict[str, Any]) -> HttpResponse:
    """200 for what holds and 400 for everything else, so that whoever reads no further than the
    status is never told yes."""
    body = _verdict(result, options)
    if options.get("returnCredential"):
        body["credential"] = result.document
    return JsonResponse(body, status=200 if result.verified else 400)


def presented(result: Result, options: dict[str, Any]) -> HttpResponse:
    """The same for a presentation, with an answer for each credential in it."""
    body = _verdict(result, options)
    if options.get("returnResults"):
        credentials = [_verdict(each, options) for each in result.presented]
        body["results"] = {"presentation": result.checks, "credentials": credentials}
    if options.get("returnPresentation"):
        body["verifiablePresentation"] = result.document
    return JsonResponse(body, status=200 if result.verified else 400)


def _verdict(result: Result, options: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"verified": result.verified}
    if options.get("returnProblemDetails", True):
        body["problemDetails"] = [told(each) for each in _problems(result)]
    if options.get("returnResults"):
        body["results"] = result.checks
    return body


def _problems(result: Result) -> list[Problem]:
    """Those of what is presented as well, under their place in it."""
    found = list(result.problems)
    for place, each in enumerate(result.presented):
        path = f"/verifiableCredential/{place}"
        found += [
            Problem(one.kind, one.detail, path + one.path, one.is_warning)
            for one in _problems(each)
        ]
    return found
