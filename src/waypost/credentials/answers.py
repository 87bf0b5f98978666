"""Answers to programs that may have the file already: what it is known by first, then the work."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

# A date of HTTP has whole seconds: until one has passed, another file may come to have the same.
SETTLED = dt.timedelta(seconds=2)
# Anyone's verifier may read these from a page of its own.
OPEN = {"Access-Control-Allow-Origin": "*"}


def once(
    request: HttpRequest,
    response: HttpResponse,
    make: Callable[[], bytes],
    *,
    tag: str,
    changed: dt.datetime | None = None,
) -> HttpResponseBase:
    """The response with what `make` gives, or 304 without making it."""
    response["ETag"] = quote_etag(tag)
    moment = int(changed.timestamp()) if changed and _is_settled(changed) else None
    if moment is not None:
        response["Last-Modified"] = http_date(moment)
    known = get_conditional_response(request, response["ETag"], moment, response)
    if known is None or known is response:
        response.content = make()
        return response
    for name in OPEN:
        if name in response:
            known[name] = response[name]
    return known


def _is_settled(moment: dt.datetime) -> bool:
    return moment + SETTLED <= timezone.now()
