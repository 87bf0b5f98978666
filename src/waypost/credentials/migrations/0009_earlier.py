"""What was earned before, from a district's files, and badges that teachers earned elsewhere."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from waypost.journal.frozen import refuse
from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0005_offered'),
        ('credentials', '0008_mended'),
        ('people', '0005_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierImport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=120)),
                ('body', models.BinaryField(null=True)),
                ('sha256', models.CharField(max_length=64)),
                ('choices', models.JSONField(default=dict)),
                ('brought_at', models.DateTimeField()),
                ('added_at', models.DateTimeField(null=True)),
                ('report', models.JSONField(default=dict)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='OutsideBadge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('issuer', models.CharField(blank=True, max_length=200)),
                ('title_read', models.BooleanField()),
                ('url', models.CharField(blank=True, max_length=2000)),
                ('body', models.BinaryField(null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('outcome', models.CharField(blank=True, max_length=30)),
                ('found', models.JSONField(default=dict)),
                ('read_at', models.DateTimeField(null=True)),
                ('added_at', models.DateTimeField()),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outside_badges', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='EarlierRecord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=200)),
                ('earned_on', models.DateField()),
                ('known', models.CharField(choices=[('day', 'Day'), ('month', 'Month'), ('year', 'Year')], max_length=5)),
                ('issuer', models.CharField(blank=True, max_length=160)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('line', models.PositiveIntegerField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_reason', models.TextField(blank=True)),
                ('achievement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='earlier_records', to='catalog.achievement')),
                ('brought', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='credentials.earlierimport')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_records', to='people.person')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('outside', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='credentials.outsidebadge')),
            ],
        ),
        migrations.AddConstraint(
            model_name='earlierimport',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='earlier_import_of_district'),
        ),
        migrations.AddConstraint(
            model_name='outsidebadge',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='outside_badge_of_district'),
        ),
        migrations.AddConstraint(
            model_name='outsidebadge',
            constraint=models.UniqueConstraint(condition=models.Q(('sha256', ''), _negated=True), fields=('district', 'person', 'sha256'), name='outside_badge_once'),
        ),
        migrations.AddConstraint(
            model_name='outsidebadge',
            constraint=models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('district', 'person', 'url'), name='outside_link_once'),
        ),
        migrations.AddConstraint(
            model_name='earlierrecord',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='earlier_record_of_district'),
        ),
        migrations.AddConstraint(
            model_name='earlierrecord',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('district', 'person', 'key', 'earned_on', 'known'), name='earlier_record_once'),
        ),
        same_district("credentials", "EarlierImport", "EarlierRecord", "OutsideBadge"),
        # What degrees rest on stays as it was; a mistake is taken back, and that is said beside it.
        refuse(
            "credentials_earlierrecord",
            on=("UPDATE", "DELETE"),
            columns=(
                "district_id",
                "person_id",
                "title",
                "key",
                "achievement_id",
                "earned_on",
                "known",
                "issuer",
                "note",
                "brought_id",
                "line",
                "recorded_by_id",
                "recorded_at",
            ),
        ),
    ]
