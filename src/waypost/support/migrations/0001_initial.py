"""Who helps, and what was asked."""

import django.db.models.deletion
import uuid
import waypost.support.models
from django.db import migrations, models

from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0005_offered'),
        ('evidence', '0008_frozen_whole'),
        ('people', '0006_settled'),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpDesk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('photo', models.FileField(blank=True, max_length=120, null=True, upload_to=waypost.support.models.photo_key)),
                ('line', models.CharField(blank=True, max_length=120)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district',), name='one_help_desk_in_district')],
            },
        ),
        migrations.CreateModel(
            name='HelpRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered', to='people.person')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='people.person')),
                ('submission', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.submission')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.version')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at', None)), fields=['district', 'asked_at'], name='asked_and_open'), models.Index(fields=['person', 'version', 'asked_at'], name='asked_by_person')],
                'constraints': [models.UniqueConstraint(fields=('district', 'id'), name='help_request_of_district'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='answered_by_somebody')],
            },
        ),
        same_district("support"),
    ]
