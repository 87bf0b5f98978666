"""Whose badges may this request have? RFC 6750: a token in the header, and nowhere else."""

import datetime as dt
import re

from django.db.models import Q

from waypost.people.api import TooOften, count
from waypost.people.models import Person
from waypost.people.requests import DistrictRequest
from waypost.wallets.answers import Problem
from waypost.wallets.models import Connection, Token, digest

HOUR = dt.timedelta(hours=1)
_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*) *", re.IGNORECASE)


def owner_of(request: DistrictRequest, scope: str, *, at: dt.datetime) -> tuple[Person, Connection]:
    """The person whom the token speaks for, without what power they hold over others' things.

    Raises Problem: 401 without a token that holds today, 403 for one that may not do this, 429
    for one too many.
    """
    token = _token(request, at)
    # By the connection: a new token does not begin anew.
    try:
        count(f"wallet:{token.connection_id}", at=at)
    except TooOften as often:
        wait = {"Retry-After": str(often.wait)}
        raise Problem(429, "Too many requests. Wait, then go on.", headers=wait) from often
    if scope not in token.scopes:
        raise Problem(
            403,
            "The teacher did not allow this wallet to do that.",
            headers={"WWW-Authenticate": _challenge("insufficient_scope", scope)},
        )
    connection = token.connection
    person = connection.person.holder
    person.district = request.district
    person.hold_back()
    _note(connection, at)
    return person, connection


def _token(request: DistrictRequest, at: dt.datetime) -> Token:
    said = request.headers.get("Authorization", "")
    if not said:
        raise Problem(401, "Show an access token.", headers={"WWW-Authenticate": _challenge()})
    sent = _BEARER.fullmatch(said)
    found = None
    if sent:
        rows = Token.objects.filter(
            district=request.district,
            kind=Token.Kind.ACCESS,
            sha256=digest(sent[1]),
            expires_at__gt=at,
            connection__ended_at=None,
        )
        found = rows.select_related(
            "connection__person__account", "connection__person__joined_into__account"
        ).first()
    if found is None or not _is_here(found.connection.person.holder):
        raise Problem(
            401,
            "This token does not hold: it is over, was ended, or is of another place.",
            headers={"WWW-Authenticate": _challenge("invalid_token")},
        )
    return found


def _is_here(person: Person) -> bool:
    """Whoever could not sign in any more has no wallet that can."""
    return person.left_at is None and bool(person.account and person.account.is_active)


def _challenge(error: str = "", scope: str = "") -> str:
    parts = ['Bearer realm="Open Badges"']
    parts += [f'error="{error}"'] if error else []
    return ", ".join(parts + ([f'scope="{scope}"'] if scope else []))


def _note(connection: Connection, at: dt.datetime) -> None:
    due = Q(last_used_at=None) | Q(last_used_at__lte=at - HOUR)
    if connection.last_used_at is None or connection.last_used_at <= at - HOUR:
        Connection.objects.filter(due, pk=connection.pk).update(last_used_at=at)
