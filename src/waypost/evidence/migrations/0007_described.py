"""A try keeps what was said about each file; the tries so far keep what is said now."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def copy(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    tries = apps.get_model("evidence", "Attempt").objects.using(editor.connection.alias)
    for attempt in tries.filter(described__isnull=True).only("pk").iterator():
        said = attempt.artifacts.values("pk", "caption", "students", "captions")
        tries.filter(pk=attempt.pk).update(described={str(a.pop("pk")): a for a in said})


class Migration(migrations.Migration):
    # An empty column first: on SQLite one with a default would make the table anew, and a table
    # that is made anew has lost its triggers.
    dependencies = [("evidence", "0006_note")]

    operations = [
        migrations.AddField("attempt", "described", models.JSONField(null=True)),
        migrations.RunPython(copy, migrations.RunPython.noop),
    ]
