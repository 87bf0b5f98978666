"""When somebody was first and last here. For those who have signed in before, as far as is known."""

from django.db import migrations, models

# An account that is a person in several districts does not say where it signed in.
KNOWN = """
UPDATE people_person SET
    first_seen_at = (SELECT a.last_login FROM people_account a WHERE a.id = people_person.account_id),
    last_seen_at = (SELECT a.last_login FROM people_account a WHERE a.id = people_person.account_id)
WHERE account_id IN (
    SELECT account_id FROM people_person WHERE account_id IS NOT NULL
    GROUP BY account_id HAVING COUNT(*) = 1
)
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_sign_in")]

    operations = [
        migrations.AddField("person", "first_seen_at", models.DateTimeField(null=True)),
        migrations.AddField("person", "last_seen_at", models.DateTimeField(null=True)),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
