"""Corrections, and the hours of an award outside contract time."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from waypost.journal.frozen import refuse
from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0007_said'),
        ('people', '0009_mended'),
    ]

    operations = [
        migrations.AddField(
            model_name='award',
            name='dated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='award',
            name='exported_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='award',
            name='outside_hours',
            field=models.DecimalField(decimal_places=2, max_digits=6, null=True),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('name', 'Name corrected'), ('date', 'Date corrected'), ('address', 'Moved to another e-mail address'), ('reissue', 'Signed anew')], max_length=8)),
                ('reason', models.CharField(choices=[('mistake', 'There was a mistake'), ('changed', 'Something changed since'), ('damaged', 'The file was damaged'), ('key', 'The district signs with a new key'), ('request', 'The earner asked for it')], max_length=8)),
                ('note', models.TextField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('earned_at', models.DateTimeField(null=True)),
                ('corrected_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='credentials.award')),
                ('corrected_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='credentials.document')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OutsideHours',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('hours', models.DecimalField(decimal_places=2, max_digits=6)),
                ('note', models.TextField(blank=True)),
                ('said_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='said_outside', to='credentials.award')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        same_district("credentials", "Correction", "OutsideHours"),
        refuse("credentials_correction", on=("UPDATE", "DELETE")),
        refuse("credentials_outsidehours", on=("UPDATE", "DELETE")),
    ]
