"""A try is kept exactly as it was handed in."""

from django.db import migrations

from waypost.journal.frozen import refuse


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_same_district")]

    operations = [
        refuse("evidence_attempt", columns=("words", "number", "submission_id", "submitted_at"))
    ]
