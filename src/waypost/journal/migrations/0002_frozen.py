"""What happened, happened."""

from django.db import migrations

from waypost.journal.frozen import refuse


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [refuse("journal_entry")]
