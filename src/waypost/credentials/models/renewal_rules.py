"""RenewalRule: what renewing a badge asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Owned


class RenewalRule(Owned):
    """What a district asks of whoever renews a badge; without a row, to show it again."""

    class Asks(models.TextChoices):
        SHOW = "show", _("Show it again: a new try, reviewed like the first")
        LEAD = "lead", _("Ask a program lead, who renews it with a reason")

    asks = models.CharField(max_length=4, choices=Asks)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district"], name="one_rule_for_renewing")]
