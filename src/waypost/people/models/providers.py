"""Provider: whom a district lets say who somebody is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.people.models.owned import Owned


class Provider(Owned):
    """One of each kind for a district; its secret is a file (people.kept), never a row."""

    class Kind(models.TextChoices):
        GOOGLE = "google", "Google"
        MICROSOFT = "microsoft", "Microsoft"
        OTHER = "other", _("Another provider")

    kind = models.CharField(max_length=12, choices=Kind)
    # Only another provider needs a name and an address; those of the two others are known.
    name = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    client_id = models.CharField(max_length=300, blank=True)
    # Microsoft's own name for the district: accounts of any other organization are refused.
    tenant = models.CharField(max_length=120, blank=True)
    # One a line: what stands behind the @ of the addresses that it may vouch for.
    domains = models.TextField(blank=True)
    is_on = models.BooleanField(default=False)
    # The district trusts it to ask for more than a password itself.
    is_second_factor = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "kind"], name="provider_in_district"),
            models.UniqueConstraint(fields=["district", "id"], name="provider_of_district"),
        ]

    @property
    def label(self) -> str:
        """As its button says it."""
        return (
            self.name
            if self.kind == self.Kind.OTHER and self.name
            else str(self.Kind(self.kind).label)
        )

    @property
    def server(self) -> str:
        """Where it says what it can do."""
        match self.kind:
            case self.Kind.GOOGLE:
                return "https://accounts.google.com"
            case self.Kind.MICROSOFT:
                return f"https://login.microsoftonline.com/{self.tenant}/v2.0"
            case _other:
                return self.issuer

    @property
    def accepted(self) -> list[str]:
        return self.domains.split()
