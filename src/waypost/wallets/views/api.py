"""The Open Badges 3.0 API: /ims/ob/v3p0."""

import datetime as dt
import hashlib
import json
import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from waypost.credentials.outside import actions as outside
from waypost.credentials.outside import keeping
from waypost.credentials.outside.reading import MOST_BYTES, NotABadge, TooLarge
from waypost.people.requests import DistrictRequest
from waypost.wallets import listing, profile, pushing, scopes
from waypost.wallets.addresses import whole
from waypost.wallets.answers import Problem, answers
from waypost.wallets.bearer import owner_of
from waypost.wallets.description import metadata, service_description

MOST_PROFILE = 64 * 1024
JSON_TYPES = ("application/json", "application/vc+ld+json", "application/ld+json")
_NUMBER = re.compile(r"[0-9]{1,9}")


@answers("GET")
def discovery(request: DistrictRequest) -> HttpResponse:
    return _kept(request, service_description(request.district))


@answers("GET")
def oauth_metadata(request: DistrictRequest) -> HttpResponse:
    return _kept(request, metadata(request.district))


def _kept(request: DistrictRequest, facts: dict[str, Any]) -> HttpResponse:
    """Public, and the same for an hour."""
    body = json.dumps(facts).encode()
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = "public, max-age=3600"
    response["ETag"] = etag
    found = get_conditional_response(request, etag=etag, response=response)
    return found if isinstance(found, HttpResponse) else response


@answers("GET", "POST")
def credentials(request: DistrictRequest) -> HttpResponse:
    return _push(request) if request.method == "POST" else _list(request)


def _list(request: DistrictRequest) -> HttpResponse:
    at = timezone.now()
    person, _connection = owner_of(request, scopes.READ, at=at)
    limit = min(_number(request, "limit", listing.USUAL, least=1), listing.MOST)
    offset = _number(request, "offset", 0)
    found = listing.listed(person, since=_since(request), offset=offset, limit=limit)
    response = HttpResponse(found.as_json(), content_type="application/json")
    response["X-Total-Count"] = str(found.total)
    response["Link"] = _links(request, found.total, offset, limit)
    return response


def _number(request: DistrictRequest, name: str, usual: int, least: int = 0) -> int:
    sent = request.GET.get(name)
    if sent is None:
        return usual
    if not _NUMBER.fullmatch(sent) or int(sent) < least:
        said = f"{name} is a whole number from {least} on."
        raise Problem(400, said, minor="invalid_query_parameter")
    return int(sent)


def _since(request: DistrictRequest) -> dt.datetime | None:
    """Without a zone it is UTC."""
    sent = request.GET.get("since")
    if sent is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(sent)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise Problem(
            400, "since is a time such as 2026-11-18T20:00:00Z.", minor="invalid_query_parameter"
        ) from error


def _links(request: DistrictRequest, total: int, offset: int, limit: int) -> str:
    """RFC 8288; the standard wants first and last always, the others where there are such."""
    last = offset % limit + (total - 1 - offset % limit) // limit * limit if total else 0
    places = {"first": 0, "last": max(last, 0)}
    if offset + limit < total:
        places["next"] = offset + limit
    if offset > 0:
        places["prev"] = max(offset - limit, 0)
    since = {"since": request.GET["since"]} if "since" in request.GET else {}
    base = whole(request.district, "credentials")
    return ", ".join(
        f'<{base}?{urlencode({"limit": limit, "offset": place, **since})}>; rel="{name}"'
        for name, place in places.items()
    )


def _push(request: DistrictRequest) -> HttpResponse:
    at = timezone.now()
    person, connection = owner_of(request, scopes.ADD, at=at)
    source, kind = _sent_badge(request)
    try:
        pushed = pushing.push(source=source, connection=connection, by=person, at=at)
    except tuple(_REFUSED) as refused:
        status, said = _REFUSED[type(refused)]
        raise Problem(status, said) from refused
    return HttpResponse(source, content_type=kind, status=201 if pushed.created else 200)


_REFUSED: dict[type[Exception], tuple[int, str]] = {
    NotABadge: (400, "This is no Open Badges 3.0 credential that can be read."),
    TooLarge: (413, "A badge may have up to 1 MB."),
    outside.TooMany: (
        403,
        f"This teacher has {outside.MOST} badges from elsewhere, and no more are kept.",
    ),
    outside.AlreadyHere: (400, "This badge is here already."),
    pushing.Changed: (400, "Its signature does not fit: it is not what its issuer signed."),
    pushing.KeyWithdrawn: (
        400,
        "The key that signed this file was withdrawn. Take the badge again from its page.",
    ),
    pushing.Record: (400, "This is a record (CLR) and no badge. Send the badges in it one by one."),
    pushing.Nameless: (400, "A credential has an id."),
    pushing.SomebodyElses: (403, "This badge was issued here, to somebody else."),
    pushing.Withdrawn: (400, "This badge was issued here and has been withdrawn."),
    keeping.Older: (400, "A newer file of this badge is here already."),
    keeping.Worse: (400, "The file of this badge that is here can be checked, and this one can’t."),
}


def _sent_badge(request: DistrictRequest) -> tuple[bytes, str]:
    """JSON or a compact JWS, and as what it was sent: the answer is the same again."""
    kind = (request.content_type or "").lower()
    if kind not in (*JSON_TYPES, "text/plain"):
        raise Problem(415, "Send application/json, or text/plain for a compact JWS.")
    source = _body(request, MOST_BYTES)
    is_object = source.decode("utf-8-sig", errors="replace").lstrip()[:1] == "{"
    if is_object != (kind in JSON_TYPES):
        raise Problem(400, "JSON is an object, and text/plain a compact JWS.")
    return source, "application/json" if is_object else "text/plain"


def _body(request: DistrictRequest, most: int) -> bytes:
    """Asked how long it is before any of it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise Problem(413, f"Send up to {most} bytes.")
    return request.body


@answers("GET", "PUT")
def profile_page(request: DistrictRequest) -> HttpResponse:
    at = timezone.now()
    if request.method != "PUT":
        person, _connection = owner_of(request, scopes.PROFILE, at=at)
        return JsonResponse(profile.profile_of(person))
    person, _connection = owner_of(request, scopes.CHANGE_PROFILE, at=at)
    try:
        sent = json.loads(_body(request, MOST_PROFILE))
    except (ValueError, RecursionError) as error:
        raise Problem(400, "A Profile is a JSON object.") from error
    if not isinstance(sent, dict):
        raise Problem(400, "A Profile is a JSON object.")
    try:
        return JsonResponse(profile.put(sent, person))
    except profile.NotKept as other:
        names = ", ".join(ascii(name)[1:-1][:40] for name in other.names[:10])
        said = "The district keeps its people’s names and addresses itself. Not taken: "
        raise Problem(400, said + names) from other
