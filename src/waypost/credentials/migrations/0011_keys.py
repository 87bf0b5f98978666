"""Keys of two kinds that wait, sign, retire and may be withdrawn; and documents as tokens."""

import django.db.models.deletion
import uuid
from django.db import migrations, models
from django.db.models import F, Q

from waypost.journal.frozen import allow, refuse
from waypost.people.tenancy import same_district

ALGORITHMS = [("Ed25519", "Ed25519"), ("RS256", "RSA (RS256)")]
_KEPT = ("UPDATE", "DELETE")
_PUBLISHED = (
    "district_id",
    "algorithm",
    "did",
    "public_multibase",
    "public_jwk",
    "fingerprint",
    "practice",
    "created_at",
)
_MADE_UP = " OR ".join(
    [
        *(f"OLD.{name} <> NEW.{name}" for name in _PUBLISHED),
        "(OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL)",
        "OLD.revoked_at IS NOT NULL",
    ]
)


def signed_all_along(apps, editor):
    """Keys were made when they were first used."""
    apps.get_model("credentials", "IssuerKey").objects.update(signs_from=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0010_life'),
        ('people', '0009_mended'),
    ]

    operations = [
        migrations.RemoveConstraint("issuerkey", "one_current_key"),
        migrations.AddField("issuerkey", "algorithm", models.CharField(choices=ALGORITHMS, default="Ed25519", max_length=8)),
        migrations.AlterField("issuerkey", "public_multibase", models.CharField(blank=True, max_length=100)),
        migrations.AddField("issuerkey", "public_jwk", models.JSONField(null=True)),
        migrations.AddField("issuerkey", "signs_from", models.DateTimeField(null=True)),
        migrations.AddField("issuerkey", "revoked_at", models.DateTimeField(null=True)),
        migrations.AddField("issuerkey", "revoked_why", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunPython(signed_all_along, migrations.RunPython.noop),
        migrations.AddConstraint(
            "issuerkey",
            models.UniqueConstraint(
                fields=["district", "practice", "algorithm"],
                condition=Q(retired_at=None, signs_from__isnull=False),
                name="one_current_key",
            ),
        ),
        migrations.AddConstraint(
            "issuerkey",
            models.UniqueConstraint(
                fields=["district", "practice", "algorithm"],
                condition=Q(retired_at=None, signs_from=None),
                name="one_next_key",
            ),
        ),
        migrations.AddConstraint(
            "issuerkey",
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(retired_at__isnull=False),
                name="a_withdrawn_key_signs_no_more",
            ),
        ),
        # What was published about a key stays published; a retired one signs no more, and of one
        # that was withdrawn nothing is changed at all.
        refuse("credentials_issuerkey", condition=_MADE_UP),
        refuse("credentials_issuerkey", on=("DELETE",)),
        # SQLite writes the table anew for this, and forgets its triggers.
        allow("credentials_correction", on=_KEPT),
        migrations.AlterField(
            "correction",
            "corrected_by",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        refuse("credentials_correction", on=_KEPT),
        migrations.CreateModel(
            name='SignedToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('body', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='credentials.document')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credentials.issuerkey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district', 'document', 'key'), name='one_token_of_a_key')],
            },
        ),
        same_district("credentials", "SignedToken"),
        refuse("credentials_signedtoken", on=_KEPT),
    ]
