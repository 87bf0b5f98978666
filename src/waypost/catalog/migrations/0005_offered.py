"""To whom an achievement is offered, and what a version says of lessons and of its changes."""

from django.db import migrations, models

_AUDIENCES = [("pilot", "Pilot group only"), ("everyone", "Everyone")]


class Migration(migrations.Migration):
    # In frozen tables only columns that may be empty: see evidence.0007.
    dependencies = [("catalog", "0004_kept")]

    operations = [
        # What was published before there were pilots was for everyone, and stays so.
        migrations.AddField(
            "achievement",
            "audience",
            models.CharField(choices=_AUDIENCES, default="everyone", max_length=12),
        ),
        migrations.AlterField(
            "achievement",
            "audience",
            models.CharField(choices=_AUDIENCES, default="pilot", max_length=12),
        ),
        migrations.AddField("version", "lessons", models.TextField(blank=True, null=True)),
        migrations.AddField("version", "changes", models.TextField(blank=True, null=True)),
        migrations.AddField("choice", "counts_earlier", models.BooleanField(null=True)),
    ]
