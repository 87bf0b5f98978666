"""What a list awarded may be shown here since: then it no longer stands on the list's word."""

from django.db import migrations, models

from waypost.journal.frozen import allow, refuse

# The one change that is no lie: away from the list, and nothing else with it.
_NO_LONGER_FROM_THE_LIST = """
    OLD.award_list_id IS NOT NULL AND NEW.award_list_id IS NULL
    AND NEW.district_id = OLD.district_id
    AND NEW.person_id = OLD.person_id
    AND NEW.version_id = OLD.version_id
    AND NEW.public_id = OLD.public_id
    AND NEW.practice = OLD.practice
    AND NEW.awarded_at = OLD.awarded_at
    AND COALESCE(NEW.expires_at = OLD.expires_at, NEW.expires_at IS NULL AND OLD.expires_at IS NULL)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0016_use'),
    ]

    operations = [
        migrations.AlterField(
            model_name='correction',
            name='what',
            field=models.CharField(
                choices=[
                    ('name', 'Name corrected'),
                    ('date', 'Date corrected'),
                    ('address', 'Moved to another e-mail address'),
                    ('reissue', 'Signed anew'),
                    ('evidence', 'Evidence in it chosen anew'),
                    ('shown', 'Shown here and reviewed, after it was awarded from a list'),
                ],
                max_length=8,
            ),
        ),
        allow("credentials_award", on=("UPDATE",)),
        refuse(
            "credentials_award",
            condition=f"NOT ({_NO_LONGER_FROM_THE_LIST})",
            columns=(
                "district_id",
                "person_id",
                "version_id",
                "public_id",
                "practice",
                "award_list_id",
                "awarded_at",
                "expires_at",
            ),
        ),
    ]
