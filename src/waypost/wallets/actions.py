"""Turn wallets on, let one register, allow one, give it tokens."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from oauthlib.oauth2 import OAuth2Error

from waypost.journal.actions import record
from waypost.people import settling
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Stranger, System, Viewer
from waypost.wallets import ending, registration
from waypost.wallets.events import WalletAllowed
from waypost.wallets.models import Connection, Policies, Wallet, digest, secret_token
from waypost.wallets.policies import are_on, may_allow, may_choose_wallets
from waypost.wallets.protocol import Server
from waypost.wallets.scopes import short

# Wallets that nobody ever allowed are forgotten (duties); more than this in a day is somebody's
# program that has gone wrong.
MOST_A_DAY = 1000
DAY = dt.timedelta(days=1)


class TooMany(Exception):
    """So many registered today that no more are taken before tomorrow."""


@transaction.atomic
def choose(
    *,
    district: District,
    is_on: bool,
    privacy_url: str,
    terms_url: str,
    by: Viewer,
    at: dt.datetime,
) -> None:
    """Whether wallets are answered here. Turned off, every connection ends."""
    require(may_choose_wallets(by, district))
    Policies.objects.update_or_create(
        district=district, defaults={"privacy_url": privacy_url, "terms_url": terms_url}
    )
    settling.open_to_wallets(district=district, is_open=is_on, by=by, at=at)
    if is_on:
        return
    system = System(district, "wallets")
    for connection in Connection.objects.filter(district=district, ended_at=None):
        ending.end(connection=connection, why=Connection.Why.OFF, by=system, at=at)


@dataclass(frozen=True)
class Registered:
    """`secret` is said once and kept as a digest; empty for a wallet that keeps none."""

    wallet: Wallet
    secret: str


@transaction.atomic
def register(*, sent: dict[str, Any], by: Stranger, at: dt.datetime) -> Registered:
    """Anyone's app, of which nothing is believed. Raises registration.Refused, TooMany."""
    district = by.district
    require(are_on(district))
    said = registration.read(sent)
    today = Wallet.objects.filter(district=district, registered_at__gt=at - DAY)
    if today.count() >= MOST_A_DAY:
        raise TooMany
    keeps = said["token_endpoint_auth_method"] in registration.WITH_SECRET
    secret = secret_token() if keeps else ""
    wallet = Wallet.objects.create(
        district=district,
        secret_sha256=digest(secret) if keeps else "",
        name=said["client_name"],
        said=said,
        registered_at=at,
    )
    return Registered(wallet, secret)


@transaction.atomic
def allow(*, asked: str, district: District, by: Viewer, at: dt.datetime) -> str:
    """`asked` is the wallet's whole request; returns the address that takes the code to it.

    Raises oauthlib's errors for a request that is no longer right.
    """
    if not isinstance(by, Person):
        raise NotAllowed
    require(may_allow(by, district))
    server = Server(district, at=at)
    scopes, _about = server.validate_authorization_request(asked)
    headers, _body, _status = server.create_authorization_response(
        asked, scopes=scopes, credentials={"user": by}
    )
    made = server.rows.found
    record(
        WalletAllowed(
            district=district.pk,
            subject=made.pk,
            person=by.pk,
            wallet=made.wallet_id,
            scopes=short(made.scopes),
        ),
        by=by,
        at=at,
    )
    return str(headers["Location"])


@dataclass(frozen=True)
class Answered:
    """What a wallet's own request came to."""

    status: int
    headers: Mapping[str, str]
    body: str


@transaction.atomic
def give_tokens(
    *, body: str, headers: Mapping[str, str], by: Stranger, at: dt.datetime
) -> Answered:
    """For a code, or for a refresh token. What a replay ends stays ended, though it is refused."""
    server = Server(by.district, at=at)
    try:
        said, text, status = server.create_token_response(
            f"{by.district.address}/oauth/token", body=body, headers=dict(headers)
        )
    except OAuth2Error as error:
        return Answered(error.status_code, {}, error.json)
    return Answered(status, said, text)


@transaction.atomic
def revoke(*, body: str, headers: Mapping[str, str], by: Stranger, at: dt.datetime) -> Answered:
    """RFC 7009: a token that is not known is as good as revoked."""
    server = Server(by.district, at=at)
    said, text, status = server.create_revocation_response(
        f"{by.district.address}/oauth/revoke", body=body, headers=dict(headers)
    )
    return Answered(status, said, text)
