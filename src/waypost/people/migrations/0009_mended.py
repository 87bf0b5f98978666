"""What was mended about a person, and two entries of one person that were joined."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from waypost.journal.frozen import refuse
from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_seen'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='joined_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='person',
            name='others',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('name', 'Name changed'), ('address', 'E-mail address changed'), ('joined', 'Joined with another entry of the same person')], max_length=8)),
                ('before', models.CharField(blank=True, max_length=254)),
                ('after', models.CharField(blank=True, max_length=254)),
                ('note', models.TextField()),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        same_district("people", "Person", "Change"),
        refuse("people_change", on=("UPDATE", "DELETE")),
    ]
