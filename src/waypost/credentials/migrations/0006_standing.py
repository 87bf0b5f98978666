"""A withdrawn award no longer stands in the way of the next, and a practice one never does."""

from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q

from waypost.journal.frozen import allow, refuse

_KEPT = ("UPDATE", "DELETE")


def tell_practice(apps: Any, editor: Any) -> None:
    """Whatever was met before the address was confirmed was met for practice."""
    met = apps.get_model("credentials", "Met").objects
    district = apps.get_model("people", "District").objects.filter(pk=OuterRef("district"))
    real = district.filter(address_confirmed_at__lte=OuterRef("met_at"))
    met.filter(Exists(real)).update(practice=False)


def tell_withdrawn(apps: Any, editor: Any) -> None:
    award = apps.get_model("credentials", "Award").objects
    award.exclude(withdrawal=None).update(stands=False)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0005_offered_to_the_front_page"), ("people", "0003_accent")]

    operations = [
        allow("credentials_met", on=_KEPT),
        migrations.RemoveConstraint("met", "met_once"),
        migrations.AddField(
            "met", "practice", models.BooleanField(default=True), preserve_default=False
        ),
        migrations.AddField("met", "round", models.PositiveSmallIntegerField(default=0)),
        migrations.RunPython(tell_practice, migrations.RunPython.noop),
        migrations.AddConstraint(
            "met",
            models.UniqueConstraint(
                fields=["district", "requirement", "person", "practice", "round"],
                name="met_once_a_round",
            ),
        ),
        refuse("credentials_met", on=_KEPT),
        migrations.RemoveConstraint("award", "one_award_per_version"),
        migrations.AddField("award", "stands", models.BooleanField(default=True)),
        migrations.RunPython(tell_withdrawn, migrations.RunPython.noop),
        migrations.AddConstraint(
            "award",
            models.UniqueConstraint(
                fields=["district", "person", "version", "practice"],
                condition=Q(stands=True),
                name="one_standing_award",
            ),
        ),
        migrations.RemoveField("issuerkey", "verification_method"),
        migrations.RemoveField("statuslist", "purpose"),
    ]
