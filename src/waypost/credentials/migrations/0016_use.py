"""What a key is used for, in place of whether it is for practice: other systems have theirs too."""

from django.db import migrations, models
from django.db.models import Q

from waypost.journal.frozen import allow, refuse

USES = [("badges", "Badges"), ("practice", "Practice"), ("systems", "Systems")]
_PUBLISHED = (
    "district_id",
    "algorithm",
    "use",
    "did",
    "public_multibase",
    "public_jwk",
    "fingerprint",
    "created_at",
)
_MADE_UP = " OR ".join(
    [
        *(f"OLD.{name} <> NEW.{name}" for name in _PUBLISHED),
        "(OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL)",
        "OLD.revoked_at IS NOT NULL",
    ]
)


def as_practice_was(apps, editor):
    keys = apps.get_model("credentials", "IssuerKey").objects
    keys.filter(practice=True).update(use="practice")


class Migration(migrations.Migration):

    dependencies = [("credentials", "0015_endorsed")]

    operations = [
        allow("credentials_issuerkey", on=("UPDATE", "DELETE")),
        migrations.RemoveConstraint("issuerkey", "one_current_key"),
        migrations.RemoveConstraint("issuerkey", "one_next_key"),
        migrations.AddField(
            "issuerkey",
            "use",
            models.CharField(choices=USES, default="badges", max_length=8),
            preserve_default=False,
        ),
        migrations.RunPython(as_practice_was, migrations.RunPython.noop),
        migrations.RemoveField("issuerkey", "practice"),
        migrations.AddConstraint(
            "issuerkey",
            models.UniqueConstraint(
                fields=["district", "use", "algorithm"],
                condition=Q(retired_at=None, signs_from__isnull=False),
                name="one_current_key",
            ),
        ),
        migrations.AddConstraint(
            "issuerkey",
            models.UniqueConstraint(
                fields=["district", "use", "algorithm"],
                condition=Q(retired_at=None, signs_from=None),
                name="one_next_key",
            ),
        ),
        refuse("credentials_issuerkey", condition=_MADE_UP),
        refuse("credentials_issuerkey", on=("DELETE",)),
    ]
