"""Suspended and restored, renewed; a second status list beside each."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from waypost.journal.frozen import refuse
from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0009_earlier'),
        ('people', '0009_mended'),
    ]

    operations = [
        migrations.AddField(
            model_name='award',
            name='renewed_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='award',
            name='suspended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='statuslist',
            name='suspension_body',
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('shown', 'Shown again'), ('used', 'Still used in class'), ('not_due', 'Nothing has changed that would have to be shown'), ('other', 'Another reason')], max_length=8)),
                ('note', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('renewed_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='credentials.award')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='renewal', to='credentials.document')),
                ('renewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('question', 'There is a question about the evidence'), ('privacy', 'There is a question of privacy'), ('mistake', 'It may have been awarded by mistake'), ('request', 'The earner asked for it'), ('other', 'Another reason')], max_length=8)),
                ('note', models.TextField()),
                ('suspended_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='credentials.award')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suspension', to='credentials.document')),
                ('suspended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Restoration',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('note', models.TextField()),
                ('restored_at', models.DateTimeField()),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('restored_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('suspension', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='restoration', to='credentials.suspension')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RenewalRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asks', models.CharField(choices=[('show', 'Show it again: a new try, reviewed like the first'), ('lead', 'Ask a program lead, who renews it with a reason')], max_length=4)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district',), name='one_rule_for_renewing')],
            },
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='suspension_of_district'),
        ),
        same_district("credentials", "Renewal", "Restoration", "Suspension"),
        refuse("credentials_renewal", on=("UPDATE", "DELETE")),
        refuse("credentials_suspension", on=("UPDATE", "DELETE")),
        refuse("credentials_restoration", on=("UPDATE", "DELETE")),
    ]
