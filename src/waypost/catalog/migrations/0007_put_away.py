"""Manuscripts that nobody goes on with are put away, and can be brought back."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from waypost.people.tenancy import same_district


def _person(null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="people.person",
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_manuscripts"), ("people", "0009_mended")]

    operations = [
        migrations.AddField("manuscript", "put_away_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="PutAway",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("back_at", models.DateTimeField(null=True)),
                ("back_by", _person(null=True)),
                ("by", _person()),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.district",
                    ),
                ),
                (
                    "manuscript",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="put_away",
                        to="catalog.manuscript",
                    ),
                ),
            ],
            options={"ordering": ["at", "pk"]},
        ),
        migrations.AddConstraint(
            "putaway",
            models.UniqueConstraint(
                condition=models.Q(("back_at", None)),
                fields=("district", "manuscript"),
                name="put_away_once",
            ),
        ),
        # Two indexes of one table: neither rewrites it, so its triggers stay.
        migrations.RemoveConstraint("manuscript", "one_open_manuscript"),
        migrations.AddConstraint(
            "manuscript",
            models.UniqueConstraint(
                condition=models.Q(("published", None), ("put_away_at", None)),
                fields=("district", "slug"),
                name="one_open_manuscript",
            ),
        ),
        same_district("catalog", "PutAway"),
    ]
