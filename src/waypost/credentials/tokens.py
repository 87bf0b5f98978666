"""A badge as a signed token (VC-JWT): made once, when somebody first asks for it, and kept."""

import datetime as dt
import hashlib

from django.db import transaction

from waypost.credentials.keys import key_for, secret_of
from waypost.credentials.models import Algorithm, Award, SignedToken
from waypost.openbadges import key_id, load, sign_token


class NoToken(Exception):
    """A practice badge is signed by a key that is its issuer, and that is no RSA key."""


def token_of(award: Award, algorithm: Algorithm, *, at: dt.datetime) -> SignedToken:
    """Of the current document, exactly as it is. Raises NoToken, KeyMissing."""
    if award.practice and algorithm is Algorithm.RS256:
        raise NoToken
    document = award.documents.current()
    made = SignedToken.objects.filter(
        document=document, key__algorithm=algorithm, key__revoked_at=None
    )
    return made.order_by("made_at").first() or _make(award, algorithm, at)


@transaction.atomic
def _make(award: Award, algorithm: Algorithm, at: dt.datetime) -> SignedToken:
    """Two who ask at once are given the same bytes, because signing gives the same each time."""
    document = award.documents.current()
    key = key_for(award, at=at, algorithm=algorithm)
    body = sign_token(
        load(bytes(document.body)), key=secret_of(key), kid=key_id(key.did, key.public)
    )
    token, _ = SignedToken.objects.get_or_create(
        district=award.district,
        document=document,
        key=key,
        defaults={"body": body, "sha256": hashlib.sha256(body).hexdigest(), "made_at": at},
    )
    return token
