"""What people say, without who said it."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models

from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0005_offered'),
        ('people', '0005_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('occasion', models.CharField(choices=[('award', 'When it was earned'), ('leaving', 'When somebody stopped')], max_length=8)),
                ('useful', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('tell', models.CharField(choices=[('yes', 'Yes'), ('maybe', 'Maybe'), ('no', 'No')], max_length=6)),
                ('change', models.TextField(blank=True)),
                ('asked', models.DateField()),
                ('month', models.DateField()),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='catalog.version')),
            ],
            options={
                'indexes': [models.Index(fields=['district', 'version', 'occasion'], name='surveys_eva_distric_d474f3_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('useful__range', (1, 5))), name='useful_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='OwnForm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('chosen_at', models.DateTimeField()),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district',), name='one_own_form')],
            },
        ),
        migrations.CreateModel(
            name='Used',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district', 'digest'), name='answered_once')],
            },
        ),
        same_district("surveys"),
    ]
