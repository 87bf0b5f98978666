"""A demo is one in its own row; those made before are known by addresses that nobody can have."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

INVENTED = "@pecanflats.example"


def mark_demos(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """One address that somebody could have makes it a district of real people."""
    people = apps.get_model("people", "Person").objects.filter(district=models.OuterRef("pk"))
    apps.get_model("people", "District").objects.filter(
        models.Exists(people.filter(email__endswith=INVENTED)),
        ~models.Exists(people.exclude(email__endswith=INVENTED)),
        address_confirmed_at=None,
    ).update(demo=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_accent")]

    operations = [
        migrations.AddField(
            "district", "demo", models.BooleanField(default=False, editable=False)
        ),
        migrations.AddConstraint(
            "district",
            models.CheckConstraint(
                condition=models.Q(("demo", False), ("address_confirmed_at", None), _connector="OR"),
                name="demo_only_practices",
            ),
        ),
        migrations.RunPython(mark_demos, migrations.RunPython.noop),
    ]
