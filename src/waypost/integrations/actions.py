"""Make a token, end one, and ask whose a token is."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from waypost.integrations.events import TokenEnded, TokenMade
from waypost.integrations.models import ApiToken, Caller
from waypost.integrations.policies import may_make_tokens
from waypost.journal.actions import record
from waypost.people.api import A_MINUTE, TooOften, minute_of
from waypost.people.characters import printable
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer

# So that a token which leaked into a file or a log is known for what it is.
MARK = "waypost_"
LONGEST = dt.timedelta(days=366)


class NoSuchToken(Exception):
    """Nobody was given this token here, or it is over."""


@dataclass(frozen=True)
class Made:
    """A token as it is shown once."""

    token: ApiToken
    secret: str


def make_token(
    *,
    district: District,
    name: str,
    may_issue: bool,
    may_verify: bool,
    may_change_status: bool,
    days: int,
    by: Viewer,
    at: dt.datetime,
) -> Made:
    """Raises ValidationError by field."""
    require(may_make_tokens(by, district))
    if not isinstance(by, Person):
        raise NotAllowed
    name = " ".join(printable(name).split())[:80]
    lasts = dt.timedelta(days=days)
    if not name:
        raise ValidationError({"name": _("Write which system this is for.")})
    if not (may_issue or may_verify or may_change_status):
        raise ValidationError({"may": _("Choose at least one thing that it may do.")})
    if not dt.timedelta() < lasts <= LONGEST:
        raise ValidationError({"days": _("Choose how long it lasts.")})
    secret = MARK + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            made = ApiToken.objects.create(
                district=district,
                name=name,
                secret_hash=_digest(secret),
                may_issue=may_issue,
                may_verify=may_verify,
                may_change_status=may_change_status,
                made_by=by,
                made_at=at,
                expires_at=at + lasts,
            )
            _note_made(made, by, at)
    except IntegrityError as error:
        taken = _("A token of this name is there already. End it first, or write another name.")
        raise ValidationError({"name": taken}) from error
    return Made(made, secret)


def _note_made(made: ApiToken, by: Person, at: dt.datetime) -> None:
    event = TokenMade(
        district=made.district_id,
        subject=made.pk,
        may_issue=made.may_issue,
        may_verify=made.may_verify,
        may_change_status=made.may_change_status,
    )
    record(event, by=by, at=at)


@transaction.atomic
def end_token(*, token: ApiToken, by: Viewer, at: dt.datetime) -> bool:
    """False where a colleague was faster. What was issued with it stays as it is."""
    require(may_make_tokens(by, token.district))
    if not isinstance(by, Person):
        raise NotAllowed
    standing = ApiToken.objects.filter(pk=token.pk, ended_at=None)
    if not standing.update(ended_at=at, ended_by=by):
        return False
    record(TokenEnded(district=token.district_id, subject=token.pk), by=by, at=at)
    return True


def is_open(district: District, *, at: dt.datetime) -> bool:
    """Whether any system may ask here at all."""
    return ApiToken.objects.filter(district=district).live(at).exists()


def caller_of(secret: str, district: District, *, at: dt.datetime) -> Caller:
    """Whose token it is; counts the request. Raises NoSuchToken, TooOften."""
    live = ApiToken.objects.filter(district=district, secret_hash=_digest(secret)).live(at)
    token = live.select_related("district").first()
    if token is None:
        raise NoSuchToken
    minute = minute_of(at)
    counted = ApiToken.objects.filter(pk=token.pk)
    counted = counted.filter(~Q(minute=minute) | Q(in_minute__lt=A_MINUTE))
    so_far = Case(When(minute=minute, then=F("in_minute") + 1), default=1)
    if not counted.update(in_minute=so_far, minute=minute, last_used_at=at):
        raise TooOften(at)
    return Caller(token)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", errors="replace")).hexdigest()
