"""Signed bytes, and why something counted, stay as they were."""

from django.db import migrations

from waypost.journal.frozen import refuse


class Migration(migrations.Migration):
    dependencies = [("credentials", "0002_same_district")]

    operations = [
        refuse(
            "credentials_document",
            columns=("body", "sha256", "award_id", "key_id", "status_list_id", "status_index"),
        ),
        refuse("credentials_met"),
        refuse("credentials_withdrawal"),
    ]
