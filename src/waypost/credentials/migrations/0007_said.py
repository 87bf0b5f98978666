"""What an award says, which its signed document repeats, stays as it was."""

from django.db import migrations

from waypost.journal.frozen import refuse


class Migration(migrations.Migration):
    dependencies = [("credentials", "0006_standing")]

    operations = [
        refuse(
            "credentials_award",
            columns=(
                "district_id",
                "person_id",
                "version_id",
                "public_id",
                "practice",
                "awarded_at",
                "expires_at",
            ),
        ),
    ]
