"""ApiToken, IntegrationList, IssuedCredential, StatusChange."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, Q

from waypost.credentials.models import IssuerKey
from waypost.openbadges import ENTRIES
from waypost.people.models import District, Owned, Person
from waypost.people.viewers import Viewer


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, viewer: Viewer) -> "ApiTokenQuerySet":
        """Those of the district; who may look at all is the page's question."""
        return self.filter(district=viewer.district)

    def with_counts(self) -> "models.QuerySet[Any, Any]":
        """`signed` and `revoked`: how many credentials each signed, and how many are over."""
        over = Count("issued", filter=Q(issued__revoked_at__isnull=False))
        return self.annotate(signed=Count("issued"), revoked=over)

    def live(self, at: dt.datetime) -> "ApiTokenQuerySet":
        return self.filter(ended_at=None, expires_at__gt=at)

    def over(self, at: dt.datetime) -> "ApiTokenQuerySet":
        return self.filter(Q(ended_at__isnull=False) | Q(expires_at__lte=at))


class ApiToken(Owned):
    """What another system may ask for; the token itself was shown once and is kept nowhere."""

    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64)
    may_issue = models.BooleanField()
    may_verify = models.BooleanField()
    may_change_status = models.BooleanField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    last_used_at = models.DateTimeField(null=True)
    # How often in which minute, counted where every process of a server sees it.
    minute = models.BigIntegerField(default=0)
    in_minute = models.PositiveIntegerField(default=0)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="api_token_of_district"),
            models.UniqueConstraint(fields=["district", "secret_hash"], name="token_hash_once"),
            models.UniqueConstraint(
                fields=["district", "name"], condition=Q(ended_at=None), name="live_token_name_once"
            ),
            models.CheckConstraint(
                condition=Q(may_issue=True) | Q(may_verify=True) | Q(may_change_status=True),
                name="token_may_something",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="token_ended_by_somebody",
            ),
        ]

    def is_expired(self, at: dt.datetime) -> bool:
        return self.expires_at <= at


@dataclass(frozen=True)
class Caller:
    """Another system that acts with its token; it holds no role, and is nobody's stand-in."""

    token: ApiToken
    is_stranger: ClassVar[bool] = False

    @property
    def district(self) -> District:
        return self.token.district

    @property
    def reference(self) -> str:
        return f"token:{self.token.pk}"


class IntegrationList(Owned):
    """Two Bitstring Status Lists with the same places: who is revoked, and who is suspended."""

    number = models.PositiveIntegerField()
    # As they stand in what was signed, whatever becomes of the district's address.
    url = models.CharField(max_length=300)
    suspension_url = models.CharField(max_length=300)
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveIntegerField(default=ENTRIES)
    used = models.PositiveIntegerField(default=0)
    revoked_body = models.BinaryField(default=bytes)
    suspended_body = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "number"], name="integration_list_number"),
            models.UniqueConstraint(fields=["district", "id"], name="integration_list_of_district"),
        ]


class IssuedCredential(Owned):
    """That a credential was signed, for which token and when; of what it says only the digest."""

    system = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="issued")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    # The name by which its system speaks of it; empty where it gave none.
    credential_id = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)
    status_list = models.ForeignKey(
        IntegrationList, on_delete=models.PROTECT, related_name="issued"
    )
    status_index = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "credential_id"],
                condition=~Q(credential_id=""),
                name="credential_id_once",
            ),
            models.UniqueConstraint(
                fields=["district", "status_list", "status_index"],
                name="integration_status_place_once",
            ),
            models.UniqueConstraint(
                fields=["district", "id"], name="issued_credential_of_district"
            ),
        ]


class StatusChange(Owned):
    """With which token it was said that a credential is over, or holds again, and when. For one
    that has ended a program lead says so; the journal knows who."""

    class Purpose(models.TextChoices):
        REVOCATION = "revocation"
        SUSPENSION = "suspension"

    issued = models.ForeignKey(IssuedCredential, on_delete=models.PROTECT, related_name="changes")
    purpose = models.CharField(max_length=12, choices=Purpose)
    value = models.BooleanField()
    system = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
