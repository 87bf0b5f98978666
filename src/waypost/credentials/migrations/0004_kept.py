"""What was met, signed and withdrawn is kept for good."""

from django.db import migrations

from waypost.journal.frozen import refuse


class Migration(migrations.Migration):
    dependencies = [("credentials", "0003_frozen")]

    operations = [
        refuse("credentials_document", on=("DELETE",)),
        refuse("credentials_met", on=("DELETE",)),
        refuse("credentials_withdrawal", on=("DELETE",)),
    ]
