"""What happened is not forgotten."""

from django.db import migrations

from waypost.journal.frozen import refuse


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_frozen")]

    operations = [
        refuse("journal_entry", on=("DELETE",)),
    ]
