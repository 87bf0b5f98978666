"""A try is kept with what was handed in."""

from django.db import migrations

from waypost.journal.frozen import refuse


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_frozen")]

    operations = [
        refuse("evidence_attempt", on=("DELETE",)),
        refuse("evidence_attempt_artifacts", on=("DELETE",)),
    ]
