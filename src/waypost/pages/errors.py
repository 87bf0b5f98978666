"""What a visitor reads when a page cannot be shown: what happened, and what to do now."""

import sys
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme

from waypost.credentials.keys import KeyMissing
from waypost.evidence.intake.refusals import is_full
from waypost.people.guards import SignedOut
from waypost.ui.files import let_go_fields

# One word is quicker typed again than copied, and what a form says by itself (an id, a choice, a
# date) is one; a long one is an address.
LONG = 40
_NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "code", "key", "whose", "theirs", "was-")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, SignedOut):
        page = "pages/errors/signed_out.html"
        return render(request, page, _given_back(request), status=401)
    return render(request, "pages/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same for what never existed and for what is somebody else's; what was typed for it while
    it went comes back."""
    sent = request.method == "POST" and request.resolver_match is not None
    given = _given_back(request) if sent else {}
    return render(request, "pages/errors/404.html", {"sent": sent, **given}, status=404)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Someone guesses passwords or codes, or many people share one address."""
    return render(request, "pages/errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, which may be what is broken, and gives the words back."""
    error = sys.exc_info()[1]
    keyless = isinstance(error, KeyMissing)
    context = {"typed": _typed(request), "full": _is_full(error), "keyless": keyless}
    page = loader.get_template("pages/errors/500.html").render(context)
    return HttpResponse(page, status=503) if keyless else HttpResponseServerError(page)


def _is_full(error: BaseException | None) -> bool:
    """The disk, whether a file or the database met its end."""
    words = ("is full", "No space left")
    database = isinstance(error, DatabaseError) and any(word in str(error) for word in words)
    return database or (error is not None and is_full(error))


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back with an old token: its longer answers are shown, ready to copy."""
    return render(request, "pages/errors/expired.html", _given_back(request), status=403)


def _given_back(request: HttpRequest) -> dict[str, Any]:
    return {
        "typed": _typed(request),
        "files": bool(request.FILES) or bool(let_go_fields(request)),
        "back": _page_before(request),
    }


def _page_before(request: HttpRequest) -> str:
    """Where the form was, with what its address asked: a wallet's question stands there alone. The
    address that it was sent to may answer to nothing else."""
    came_from = request.headers.get("Referer", "")
    if urlsplit(came_from).netloc == request.get_host():
        page = urlunsplit(("", "", *urlsplit(came_from)[2:4], ""))
        if url_has_allowed_host_and_scheme(page, allowed_hosts=None):
            return page
    return request.get_full_path()


def _typed(request: HttpRequest) -> list[str]:
    """Only from this very site: another site could have put words into somebody's mouth."""
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    if urlsplit(sender).netloc != request.get_host():
        return []
    return [
        value.strip()
        for name, values in request.POST.lists()
        if not any(word in name for word in _NEVER_SHOWN)
        for value in values
        if len(value.split()) > 1 or len(value.strip()) >= LONG
    ]
