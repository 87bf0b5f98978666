"""Wallet, Connection, Token, Policies."""

import datetime as dt
import hashlib
import secrets
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Owned, Person
from waypost.people.viewers import System, Viewer


def digest(secret: str) -> str:
    """What is kept of codes, tokens and secrets: each holds 256 random bits, so one round is
    enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_token() -> str:
    return secrets.token_urlsafe(32)


def client_token() -> str:
    return secrets.token_urlsafe(16)


class Policies(Owned):
    """The district's own pages about privacy and terms, where it has any."""

    privacy_url = models.CharField(max_length=500, blank=True)
    terms_url = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district"], name="one_policies_a_district")]


class Wallet(Owned):
    """An app that registered itself (RFC 7591). Whatever it says of itself is its own word."""

    client_id = models.CharField(max_length=22, default=client_token)
    # Empty for one that can keep no secret: an app on a phone or in a page.
    secret_sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=80)
    # Its metadata by the names of RFC 7591, as it was answered.
    said = models.JSONField()
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="wallet_of_district"),
            models.UniqueConstraint(fields=["district", "client_id"], name="wallet_by_client_id"),
        ]

    @property
    def redirects(self) -> list[str]:
        found: list[str] = self.said["redirect_uris"]
        return found

    @property
    def scopes(self) -> list[str]:
        return str(self.said["scope"]).split()

    @property
    def auth_method(self) -> str:
        return str(self.said["token_endpoint_auth_method"])

    @property
    def stays(self) -> bool:
        """May it come back without its owner?"""
        return "refresh_token" in self.said["grant_types"]

    @property
    def host(self) -> str:
        """Of all its pages, which it can't choose freely: what its name says, it can."""
        return urlsplit(str(self.said["client_uri"])).hostname or ""

    @property
    def initial(self) -> str:
        return self.name[:1].upper()


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def visible_to(self, viewer: Viewer) -> "ConnectionQuerySet":
        """One's own, and nobody else's: a lead sees how many there are."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        return own.filter(person__in=viewer.selves) if isinstance(viewer, Person) else self.none()

    def standing(self) -> "ConnectionQuerySet":
        return self.filter(ended_at=None, opened_at__isnull=False)


class Connection(Owned):
    """One teacher allowed one wallet something, with the code that opens it once."""

    class Why(models.TextChoices):
        OWNER = "owner", _("Ended by its owner")
        WALLET = "wallet", _("Ended by the wallet")
        REUSED = "reused", _("A code or token was used twice")
        AGAIN = "again", _("Connected again")
        # Or the account that allowed it is no longer theirs.
        LEFT = "left", _("Left the district")
        OFF = "off", _("Wallets were turned off")
        UNUSED = "unused", _("Not used for long")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="connections")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="connections")
    scopes = models.JSONField()
    allowed_at = models.DateTimeField()
    code_sha256 = models.CharField(max_length=64)
    code_redirect = models.CharField(max_length=2000)
    code_challenge = models.CharField(max_length=43)
    code_used_at = models.DateTimeField(null=True)
    # From the first token on; a code that nobody fetches opens nothing.
    opened_at = models.DateTimeField(null=True)
    # To the hour.
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=8, choices=Why, blank=True)

    objects = ConnectionQuerySet.as_manager()
    CODE_LIVES = dt.timedelta(minutes=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="connection_of_district"),
            models.UniqueConstraint(fields=["district", "code_sha256"], name="code_once"),
            models.UniqueConstraint(
                fields=["district", "person", "wallet"],
                condition=Q(ended_at=None, opened_at__isnull=False),
                name="one_standing_connection",
            ),
        ]


class Token(Owned):
    """An access or a refresh token; a refresh token that was used stays, to be known if it comes
    again."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("Access")
        REFRESH = "refresh", _("Refresh")

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="tokens")
    kind = models.CharField(max_length=7, choices=Kind)
    sha256 = models.CharField(max_length=64)
    scopes = models.JSONField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    ACCESS_LIVES = dt.timedelta(hours=1)
    REFRESH_LIVES = dt.timedelta(days=90)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "sha256"], name="token_once"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="token_by_end")]
