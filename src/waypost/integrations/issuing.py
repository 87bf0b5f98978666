"""Sign what another system hands in: a credential of its own, never a badge of this district."""

import datetime as dt
import hashlib
from typing import Any

from django.db import IntegrityError, transaction

from waypost.credentials.keys import signing_key, signing_row
from waypost.credentials.models import IssuerKey, Use
from waypost.integrations.events import CredentialIssued
from waypost.integrations.forbidden import is_own, never_signed, not_ours, own_address
from waypost.integrations.lists import allocate, entries
from waypost.integrations.models import ApiToken, Caller, IssuedCredential
from waypost.integrations.policies import may_issue
from waypost.journal.actions import record
from waypost.openbadges import Document, dump
from waypost.openbadges.contexts import STATUS
from waypost.openbadges.vcdm import (
    Kind,
    Problem,
    Refused,
    check_unsigned,
    is_older,
    meaning_of,
    sign_credential,
)
from waypost.people.policies import NotAllowed, require

LONGEST_ID = 500


class IssuedBefore(Exception):
    """A credential of this id was issued here before."""


def issue(
    *, credential: Document, credential_id: str = "", by: Caller, at: dt.datetime
) -> Document:
    """Fill in the issuer and its places in the status lists, sign, note that it was.

    Raises Refused, IssuedBefore, KeyMissing.
    """
    require(may_issue(by))
    while True:
        try:
            return _issue(credential, credential_id, by, at)
        except _KeyChanged:
            continue


class _KeyChanged(Exception):
    """The key was changed or withdrawn since it was looked up; the next one signs."""


def _issue(credential: Document, credential_id: str, by: Caller, at: dt.datetime) -> Document:
    # Before the transaction: one that is refused must not take the row of a new key with it.
    key = signing_row(by.district, at=at, use=Use.SYSTEMS)
    filled = _with_issuer(credential, key)
    problems = [*not_ours(filled), *check_unsigned(filled)]
    name = _name_of(filled, credential_id, by, problems)
    if _is_sound(problems):
        problems += never_signed(meaning_of(filled), by.district)
    if not _is_sound(problems):
        raise Refused(problems)
    try:
        with transaction.atomic():
            return _sign(filled, name, key, by, at)
    except IntegrityError as error:
        raise IssuedBefore from error


def _is_sound(problems: list[Problem]) -> bool:
    return all(each.is_warning for each in problems)


def _sign(credential: Document, name: str, key: IssuerKey, by: Caller, at: dt.datetime) -> Document:
    status_list, index = allocate(by.district, key, at)
    # Behind the list's lock, for which whoever revokes what a withdrawn key signed has to wait.
    if not IssuerKey.objects.signing().filter(pk=key.pk).exists():
        raise _KeyChanged
    if not ApiToken.objects.filter(pk=by.token.pk, ended_at=None).exists():
        # Ended since it was asked: all that it signed may be revoked by now (standing).
        raise NotAllowed
    placed = _with_places(credential, entries(status_list, index))
    signed = sign_credential(placed, key=signing_key(key), did=key.did, at=at)
    # Last, so that one that could never be signed is told why, whatever its id.
    named = IssuedCredential.objects.filter(district=by.district, credential_id=name)
    if name and named.exists():
        raise IssuedBefore
    made = IssuedCredential.objects.create(
        district=by.district,
        system=by.token,
        key=key,
        credential_id=name,
        sha256=hashlib.sha256(dump(signed)).hexdigest(),
        status_list=status_list,
        status_index=index,
        issued_at=at,
    )
    record(
        CredentialIssued(district=made.district_id, subject=made.pk, token=by.token.pk),
        by=by,
        at=at,
    )
    return signed


def _with_places(credential: Document, places: list[dict[str, str]]) -> Document:
    """Beside a status of its own. The older vocabulary has no words for such a place, so there
    each brings the one that has."""
    own = credential.get("credentialStatus", [])
    given = own if isinstance(own, list) else [own]
    if is_older(credential):
        places = [{"@context": STATUS, **each} for each in places]
    return {**credential, "credentialStatus": [*given, *places]}


def _with_issuer(credential: Document, key: IssuerKey) -> Document:
    """Left out, the issuer is filled in; whatever else is written there has to be it."""
    issuer: Any = credential.get("issuer", key.did)
    if isinstance(issuer, dict) and "id" not in issuer:
        issuer = {"id": key.did, **issuer}
    return {**credential, "issuer": issuer}


def _name_of(credential: Document, given: str, by: Caller, problems: list[Problem]) -> str:
    """By which its system will speak of it: its own id, or the one that was given for it."""
    own = credential.get("id", "")
    name = own if isinstance(own, str) and own else given
    if given and own and given != own:
        detail = "credentialId must be left out where the credential has an id"
        problems.append(Problem(Kind.MALFORMED_VALUE_ERROR, detail, "/id"))
    if is_own(name, by.district):
        problems.append(own_address())
    if len(name) > LONGEST_ID or "\x00" in name:
        detail = f"must have at most {LONGEST_ID} characters"
        problems.append(Problem(Kind.MALFORMED_VALUE_ERROR, detail, "/id"))
    return name
