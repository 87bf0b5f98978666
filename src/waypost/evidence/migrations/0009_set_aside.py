"""Work that its teacher does not want to go on with, for now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0008_frozen_whole")]

    operations = [
        migrations.AddField("submission", "set_aside_at", models.DateTimeField(null=True)),
    ]
