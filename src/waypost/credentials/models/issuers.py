"""IssuerKey and StatusList: with what a district signs, and where it says "withdrawn" and
"suspended"."""

from django.db import models
from django.db.models import Q

from waypost.openbadges import Key, PublicKey, key_of
from waypost.people.models import Owned, Role
from waypost.people.viewers import System, Viewer


class Algorithm(models.TextChoices):
    """By the names that tokens use; Ed25519 makes the proofs inside documents as well."""

    ED25519 = "Ed25519", "Ed25519"
    RS256 = "RS256", "RSA (RS256)"


class Use(models.TextChoices):
    """What a key signs; only those for badges are published under the district's own name."""

    BADGES = "badges"
    PRACTICE = "practice"
    # What other systems ask for. Apart, so that nothing they hand in is under the district's name.
    SYSTEMS = "systems"


class IssuerKeyQuerySet(models.QuerySet["IssuerKey"]):
    def visible_to(self, viewer: Viewer) -> "IssuerKeyQuerySet":
        """With why one was withdrawn: for whoever runs the program. Everyone reads did.json."""
        own = self.filter(district=viewer.district)
        leads = isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD)
        return own if leads else self.none()

    def signing(self) -> "IssuerKeyQuerySet":
        """What signs today."""
        return self.filter(signs_from__isnull=False, retired_at=None)

    def waiting(self) -> "IssuerKeyQuerySet":
        """What signs next: published long before, so that nobody meets it as a stranger."""
        return self.filter(signs_from=None, retired_at=None)

    def kept(self) -> "IssuerKeyQuerySet":
        """Those whose private halves must be there. For other systems a retired one signs on: its
        name is the key itself, so nobody else can sign the lists of what it had signed."""
        signing_on = Q(use=Use.SYSTEMS, revoked_at=None)
        return self.filter(Q(retired_at=None) | signing_on)

    def withdrawn(self) -> "IssuerKeyQuerySet":
        """Those that somebody else may have."""
        return self.exclude(revoked_at=None)


class IssuerKey(Owned):
    """The public half; the private one is a 0600 file named by the fingerprint, never a row.

    It is made, signs, retires, and may be withdrawn ("revoked", in the words of the standards) at
    any time; all of that is published for good.
    """

    algorithm = models.CharField(max_length=8, choices=Algorithm, default=Algorithm.ED25519)
    use = models.CharField(max_length=8, choices=Use)
    # did:web for badges, once the district's address is confirmed; did:key for the other uses.
    did = models.CharField(max_length=400)
    # Ed25519 has the one form, RSA the other.
    public_multibase = models.CharField(max_length=100, blank=True)
    public_jwk = models.JSONField(null=True)
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    # Empty while it waits.
    signs_from = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # For the team only.
    revoked_why = models.TextField(blank=True)

    objects = IssuerKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "use", "algorithm"],
                condition=Q(retired_at=None, signs_from__isnull=False),
                name="one_current_key",
            ),
            models.UniqueConstraint(
                fields=["district", "use", "algorithm"],
                condition=Q(retired_at=None, signs_from=None),
                name="one_next_key",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(retired_at__isnull=False),
                name="a_withdrawn_key_signs_no_more",
            ),
            models.UniqueConstraint(fields=["district", "id"], name="issuer_key_of_district"),
        ]

    @property
    def public(self) -> Key:
        if self.algorithm == Algorithm.RS256:
            return key_of(self.public_jwk)
        return PublicKey.from_multibase(self.public_multibase)

    @property
    def practice(self) -> bool:
        """Whether nobody vouches for what it signs."""
        return self.use == Use.PRACTICE

    @property
    def short(self) -> str:
        """Enough of the fingerprint to name it."""
        return self.fingerprint[:12]


class StatusList(Owned):
    """Two Bitstring Status Lists, what is over and what is suspended; their bits are worked out
    from what happened, their places are random and the same in both."""

    number = models.PositiveIntegerField()
    practice = models.BooleanField()
    size = models.PositiveIntegerField(default=131_072)
    used = models.PositiveIntegerField(default=0)
    # The signed list as it is served; made again whenever a bit changes.
    body = models.BinaryField(default=bytes)
    # Its sibling, which tells at the same places what is suspended; empty in lists from before.
    suspension_body = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "number"], name="status_list_number"),
            models.UniqueConstraint(fields=["district", "id"], name="status_list_of_district"),
        ]
