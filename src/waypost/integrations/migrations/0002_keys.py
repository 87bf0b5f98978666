"""Keys for other systems become keys like all others; lists name both of their addresses."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat

from waypost.journal.frozen import Statements, allow, nothing, refuse
from waypost.people.tenancy import same_district

_FIXED = (
    "district_id",
    "system_id",
    "key_id",
    "credential_id",
    "sha256",
    "status_list_id",
    "status_index",
    "issued_at",
)
_KEY = models.ForeignKey(
    on_delete=django.db.models.deletion.PROTECT,
    related_name="+",
    to="credentials.issuerkey",
)


def like_all_others(apps, editor):
    """Under the same ids, so that what names one goes on naming it."""
    keys = apps.get_model("credentials", "IssuerKey").objects
    for old in apps.get_model("integrations", "IntegrationKey").objects.order_by("created_at"):
        keys.create(
            id=old.pk,
            district_id=old.district_id,
            algorithm="Ed25519",
            use="systems",
            did=old.did,
            public_multibase=old.public_multibase,
            fingerprint=old.fingerprint,
            created_at=old.created_at,
            signs_from=old.created_at,
            retired_at=old.retired_at,
        )
    if editor.connection.vendor == "postgresql":
        # What waits for the end of the transaction would stand in the way of the tables' change.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("SET CONSTRAINTS ALL DEFERRED")


def below(apps, editor):
    lists = apps.get_model("integrations", "IntegrationList").objects
    lists.update(suspension_url=Concat(F("url"), Value("/suspension")))


def _part_with_old_keys(editor, _state):
    if editor.connection.vendor == "postgresql":
        for table in ("integrations_integrationlist", "integrations_issuedcredential"):
            editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_key_id_district"')


class Migration(migrations.Migration):

    dependencies = [
        ("integrations", "0001_initial"),
        ("credentials", "0016_use"),
    ]

    operations = [
        migrations.RunPython(like_all_others, migrations.RunPython.noop),
        Statements(_part_with_old_keys, nothing),
        allow("integrations_issuedcredential", on=("UPDATE",)),
        migrations.AlterField("integrationlist", "key", _KEY),
        migrations.AlterField("issuedcredential", "key", _KEY),
        migrations.DeleteModel("IntegrationKey"),
        migrations.AddField(
            "integrationlist",
            "suspension_url",
            models.CharField(default="", max_length=300),
            preserve_default=False,
        ),
        migrations.RunPython(below, migrations.RunPython.noop),
        same_district("integrations", "IntegrationList.key", "IssuedCredential.key"),
        refuse(
            "integrations_issuedcredential",
            condition=" OR ".join(
                [f"OLD.{name} <> NEW.{name}" for name in _FIXED]
                + ["(OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL)"]
            ),
        ),
    ]
