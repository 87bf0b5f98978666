"""What others sign in praise of a badge."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from waypost.journal.frozen import refuse
from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0007_put_away'),
        ('credentials', '0014_large'),
        ('people', '0010_wallets'),
    ]

    operations = [
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('body', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('endorser', models.CharField(max_length=2000)),
                ('endorser_name', models.CharField(max_length=200)),
                ('comment', models.TextField()),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(null=True)),
                ('brought_at', models.DateTimeField()),
                ('shown_at', models.DateTimeField(null=True)),
                ('taken_out_at', models.DateTimeField(null=True)),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('taken_out_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='catalog.version')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district', 'id'), name='endorsement_of_district'), models.UniqueConstraint(condition=models.Q(('taken_out_at', None)), fields=('district', 'sha256'), name='endorsement_once')],
            },
        ),
        same_district("credentials", "Endorsement"),
        # What was signed and who brought it stays; whether it is shown may change.
        refuse(
            "credentials_endorsement",
            on=("UPDATE", "DELETE"),
            columns=(
                "district_id",
                "version_id",
                "body",
                "sha256",
                "endorser",
                "endorser_name",
                "comment",
                "valid_from",
                "valid_until",
                "brought_by_id",
                "brought_at",
            ),
        ),
    ]
