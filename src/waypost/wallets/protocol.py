"""OAuth 2.0 as oauthlib speaks it, over this district's rows: authorization code with PKCE (S256
alone), rotating refresh tokens, revocation. One Server serves one request of one district."""

import base64
import binascii
import datetime as dt
import re
import secrets
from typing import Any
from urllib.parse import unquote_plus

from oauthlib.common import Request
from oauthlib.oauth2 import (
    InvalidGrantError,
    InvalidRequestError,
    RequestValidator,
    WebApplicationServer,
)

from waypost.people.models import District, Person
from waypost.people.viewers import System
from waypost.wallets import ending
from waypost.wallets.models import Connection, Token, Wallet, digest, secret_token
from waypost.wallets.policies import may_allow
from waypost.wallets.redirects import matches

_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


class Server(WebApplicationServer):  # type: ignore[misc]  # oauthlib ships no types
    """`issuer` is who answers (RFC 9207): the district's own address."""

    def __init__(self, district: District, *, at: dt.datetime) -> None:
        self.rows = Rows(district, at)
        super().__init__(
            self.rows,
            token_generator=lambda _request, **_: secret_token(),
            token_expires_in=int(Token.ACCESS_LIVES.total_seconds()),
        )
        self.district = district
        self.auth_grant.custom_validators.pre_auth.append(_check_asking)
        self.auth_grant.register_code_modifier(self._say_more)
        self.auth_grant.register_token_modifier(_keep_short)

    def _say_more(self, grant: dict[str, str], _token: Any, request: Request) -> dict[str, str]:
        """The scopes that were allowed (Open Badges 3.0, 7.1.2.2), and who answers (RFC 9207)."""
        grant["code"] = secret_token()
        return grant | {"scope": " ".join(request.scopes), "iss": self.district.address}


def _check_asking(request: Request) -> dict[str, str]:
    """What the standard makes required of what OAuth leaves open: state, and PKCE by S256."""
    if request.response_mode not in (None, "query"):
        raise InvalidRequestError(description="response_mode is query.", request=request)
    if not request.state:
        raise InvalidRequestError(description="Missing state parameter.", request=request)
    if request.code_challenge and request.code_challenge_method != "S256":
        raise InvalidRequestError(description="code_challenge_method is S256.", request=request)
    if request.code_challenge and not _CHALLENGE.fullmatch(request.code_challenge):
        raise InvalidRequestError(description="code_challenge is malformed.", request=request)
    return {}


def _keep_short(token: dict[str, Any], _handler: Any, request: Request) -> dict[str, Any]:
    """A wallet that did not register to come back gets nothing to come back with."""
    if not request.client.stays:
        del token["refresh_token"]
    return token


class Rows(RequestValidator):  # type: ignore[misc]  # likewise
    """What oauthlib asks about wallets, codes and tokens; each answer within one district."""

    def __init__(self, district: District, at: dt.datetime) -> None:
        super().__init__()
        self.district = district
        self.at = at
        # Of the request that is answered; never on the request itself, which holds whatever
        # parameters were sent.
        self.connection: Connection | None = None
        self.rotated: Token | None = None

    @property
    def found(self) -> Connection:
        """Looked up before whatever asks for it."""
        if self.connection is None:
            raise InvalidGrantError
        return self.connection

    # Which wallet is it?

    def _wallet(self, client_id: Any) -> Wallet | None:
        if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
            return None
        return Wallet.objects.filter(district=self.district, client_id=client_id).first()

    def validate_client_id(self, client_id: str, request: Request, *_: Any, **__: Any) -> bool:
        request.client = self._wallet(client_id)
        return request.client is not None

    def client_authentication_required(self, request: Request, *_: Any, **__: Any) -> bool:
        by_header, _secret = _basic(request)
        wallet = self._wallet(by_header or request.client_id)
        return wallet is None or wallet.auth_method != "none" or bool(by_header)

    def authenticate_client(self, request: Request, *_: Any, **__: Any) -> bool:
        """In the one way that the wallet registered, and in no second way beside it."""
        client_id, secret = _basic(request)
        method = "client_secret_basic" if client_id else "client_secret_post"
        named = request.client_id
        if client_id and (request.client_secret or named not in (None, client_id)):
            return False
        if not client_id:
            client_id, secret = named, request.client_secret
        wallet = self._wallet(client_id)
        if wallet is None or wallet.auth_method != method or not secret:
            return False
        if not secrets.compare_digest(digest(secret), wallet.secret_sha256):
            return False
        request.client = wallet
        return True

    def authenticate_client_id(self, client_id: str, request: Request, *_: Any, **__: Any) -> bool:
        wallet = self._wallet(client_id)
        if wallet is None or wallet.auth_method != "none" or request.client_secret:
            return False
        request.client = wallet
        return True

    # What may it ask for?

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *_: Any, **__: Any
    ) -> bool:
        return any(matches(registered, redirect_uri) for registered in request.client.redirects)

    def get_default_redirect_uri(self, *_: Any, **__: Any) -> None:
        """The standard wants it said each time."""
        return

    def validate_response_type(
        self, client_id: str, response_type: str, *_: Any, **__: Any
    ) -> bool:
        return response_type == "code"

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Wallet, *_: Any, **__: Any
    ) -> bool:
        return grant_type in client.said["grant_types"]

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Wallet, *_: Any, **__: Any
    ) -> bool:
        """Never more than it registered, and never nothing."""
        return bool(scopes) and set(scopes) <= set(client.scopes)

    def get_default_scopes(self, *_: Any, **__: Any) -> list[str]:
        return []

    def is_pkce_required(self, *_: Any) -> bool:
        return True

    # Codes

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Request, *_: Any, **__: Any
    ) -> None:
        person = request.user
        if not isinstance(person, Person) or not may_allow(person, self.district):
            raise InvalidRequestError(description="Nobody allowed this.", request=request)
        self.connection = Connection.objects.create(
            district=self.district,
            person=person,
            wallet=request.client,
            scopes=list(dict.fromkeys(request.scopes)),
            allowed_at=self.at,
            code_sha256=digest(code["code"]),
            code_redirect=request.redirect_uri,
            code_challenge=request.code_challenge,
        )

    def validate_code(
        self, client_id: str, code: str, client: Wallet, request: Request, *_: Any, **__: Any
    ) -> bool:
        """Once, whatever comes of it; a second time ends what the first one opened (RFC 6749,
        4.1.2)."""
        rows = Connection.objects.select_for_update(of=("self",)).filter(
            district=self.district, wallet=client, code_sha256=digest(code)
        )
        found = rows.select_related("person__joined_into").first()
        if found is None:
            return False
        unused = Connection.objects.filter(pk=found.pk, code_used_at=None)
        if not unused.update(code_used_at=self.at):
            self._end(found, Connection.Why.REUSED)
            return False
        late = found.allowed_at + Connection.CODE_LIVES <= self.at
        if late or found.ended_at or found.person.holder.left_at:
            return False
        self.connection = found
        request.user, request.scopes = found.person, list(found.scopes)
        return True

    def get_code_challenge(self, code: str, request: Request) -> str:
        return str(self.found.code_challenge)

    def get_code_challenge_method(self, code: str, request: Request) -> str:
        return "S256"

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Wallet, request: Request,
        *_: Any, **__: Any,
    ) -> bool:  # fmt: skip
        """With another address than it was allowed for, a code does not hold (RFC 6749, 5.2): of
        False the library makes invalid_request, which is right where none was sent."""
        if redirect_uri and redirect_uri != self.found.code_redirect:
            raise InvalidGrantError(request=request)
        return bool(redirect_uri)

    def invalidate_authorization_code(self, *_: Any, **__: Any) -> None:
        """Done when it was looked at."""

    # Tokens

    def validate_refresh_token(
        self, refresh_token: str, client: Wallet, request: Request, *_: Any, **__: Any
    ) -> bool:
        """One that was used before is in two hands, so nobody keeps it (RFC 9700, 4.14.2)."""
        token = self._token(refresh_token, client, Token.Kind.REFRESH)
        if token is None or token.connection.ended_at:
            return False
        if token.used_at:
            self._end(token.connection, Connection.Why.REUSED)
            return False
        if token.expires_at <= self.at or token.connection.person.holder.left_at:
            return False
        self.connection, self.rotated = token.connection, token
        request.user = token.connection.person
        return True

    def get_original_scopes(self, refresh_token: str, request: Request, *_: Any, **__: Any) -> Any:
        return list(self.found.scopes)

    def save_token(self, token: dict[str, Any], request: Request, *_: Any, **__: Any) -> None:
        connection = self.found
        if self.rotated is None:
            self._open(connection)
        elif not self._rotate(self.rotated):
            self._end(connection, Connection.Why.REUSED)
            raise InvalidGrantError(request=request)
        lives = {"access_token": Token.ACCESS_LIVES, "refresh_token": Token.REFRESH_LIVES}
        for name, long in lives.items():
            if name in token:
                Token.objects.create(
                    district=self.district,
                    connection=connection,
                    kind=name.removesuffix("_token"),
                    sha256=digest(token[name]),
                    scopes=connection.scopes if name == "refresh_token" else request.scopes,
                    issued_at=self.at,
                    expires_at=self.at + long,
                )

    def save_bearer_token(self, token: dict[str, Any], request: Request, *_: Any) -> None:
        self.save_token(token, request)

    def revoke_token(
        self, token: str, token_type_hint: str, request: Request, *_: Any, **__: Any
    ) -> None:
        """A refresh token takes all with it (RFC 7009, 2.1); an access token goes alone."""
        found = self._token(token, request.client)
        if found is None:
            return
        if found.kind == Token.Kind.REFRESH:
            self._end(found.connection, Connection.Why.WALLET)
        else:
            found.delete()

    def _token(self, token: str, wallet: Wallet, kind: Token.Kind | None = None) -> Token | None:
        rows = Token.objects.select_for_update(of=("self",)).filter(
            district=self.district, connection__wallet=wallet, sha256=digest(token)
        )
        found = rows.select_related("connection__person__joined_into").first()
        return found if found and kind in (None, found.kind) else None

    def _rotate(self, token: Token) -> bool:
        """False for the second of two who came with it at once."""
        return bool(Token.objects.filter(pk=token.pk, used_at=None).update(used_at=self.at))

    def _open(self, connection: Connection) -> None:
        """What the same wallet was allowed before ends: one wallet is one line on the list."""
        before = Connection.objects.standing().filter(
            district=self.district,
            person__in=connection.person.holder.selves,
            wallet_id=connection.wallet_id,
        )
        for other in before.exclude(pk=connection.pk):
            self._end(other, Connection.Why.AGAIN)
        Connection.objects.filter(pk=connection.pk).update(opened_at=self.at)

    def _end(self, connection: Connection, why: Connection.Why) -> None:
        system = System(self.district, "wallets")
        ending.end(connection=connection, why=why, by=system, at=self.at)


def _basic(request: Request) -> tuple[str, str]:
    """Id and secret of the header, which are form-encoded in it (RFC 6749, 2.3.1)."""
    kind, _, sent = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        text = base64.b64decode(sent.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    client_id, _, secret = text.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)
