"""Who may vouch for people, and until when a second factor can wait."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from waypost.people.tenancy import same_district


class Migration(migrations.Migration):
    dependencies = [("people", "0006_settled")]

    operations = [
        migrations.AddField(
            "person", "signed_in_at", models.DateTimeField(null=True)
        ),
        migrations.AddField(
            "person", "second_factor_by", models.DateTimeField(null=True)
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("google", "Google"), ("microsoft", "Microsoft"), ("other", "Another provider")], max_length=12)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("issuer", models.CharField(blank=True, max_length=300)),
                ("client_id", models.CharField(blank=True, max_length=300)),
                ("tenant", models.CharField(blank=True, max_length=120)),
                ("domains", models.TextField(blank=True)),
                ("is_on", models.BooleanField(default=False)),
                ("is_second_factor", models.BooleanField(default=False)),
                ("district", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.district")),
            ],
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.UniqueConstraint(fields=("district", "kind"), name="provider_in_district"),
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.UniqueConstraint(fields=("district", "id"), name="provider_of_district"),
        ),
        same_district("people", "Provider"),
    ]
