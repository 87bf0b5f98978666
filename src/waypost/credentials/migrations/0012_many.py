"""One badge for many people at once, on the district's word: the list, and what became of each line."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from waypost.journal.frozen import allow, refuse
from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0007_put_away'),
        ('credentials', '0011_keys'),
        ('people', '0009_mended'),
    ]

    operations = [
        migrations.CreateModel(
            name='AwardList',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('file', 'A file'), ('pasted', 'Pasted lines'), ('people', 'People of the district')], max_length=8)),
                ('file_name', models.CharField(blank=True, max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('ground', models.CharField(choices=[('session', 'They attended a session before this site was used'), ('office', 'A list from a county office or service center'), ('paper', 'In place of a paper certificate'), ('record', 'Another record that the district has')], max_length=8)),
                ('note', models.CharField(max_length=500)),
                ('letters', models.BooleanField(default=True)),
                ('practice', models.BooleanField(null=True)),
                ('state', models.CharField(choices=[('looked_over', 'Not begun'), ('running', 'Awarding'), ('paused', 'Stopped for now'), ('done', 'Done'), ('withdrawing', 'Being withdrawn'), ('withdrawn', 'Withdrawn')], default='looked_over', max_length=12)),
                ('turn', models.PositiveIntegerField(default=0)),
                ('brought_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_note', models.TextField(blank=True)),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='award_lists', to='catalog.version')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='AwardLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('said', models.JSONField(default=dict)),
                ('earned_on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('ready', 'To be awarded'), ('awarded', 'Awarded'), ('held', 'Already held'), ('refused', 'Not awarded'), ('left_out', 'Left out')], max_length=8)),
                ('problem', models.CharField(blank=True, max_length=24)),
                ('facts', models.JSONField(default=dict)),
                ('decided_at', models.DateTimeField(null=True)),
                ('award', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_line', to='credentials.award')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award_lines', to='people.person')),
                ('award_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='credentials.awardlist')),
            ],
        ),
        migrations.AddField(
            model_name='award',
            name='award_list',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='credentials.awardlist'),
        ),
        migrations.AddIndex(
            model_name='awardlist',
            index=models.Index(fields=['district', 'brought_at'], name='award_list_newest'),
        ),
        migrations.AddConstraint(
            model_name='awardlist',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='award_list_of_district'),
        ),
        migrations.AddIndex(
            model_name='awardline',
            index=models.Index(fields=['award_list', 'state', 'number'], name='award_line_next'),
        ),
        migrations.AddConstraint(
            model_name='awardline',
            constraint=models.UniqueConstraint(fields=('district', 'award_list', 'number'), name='award_line_number'),
        ),
        same_district("credentials", "AwardList", "AwardLine", "Award.award_list"),
        # What an award from a list rests on stays as it was when it was begun.
        refuse(
            "credentials_awardlist",
            condition="OLD.begun_at IS NOT NULL",
            on=("UPDATE", "DELETE"),
            columns=(
                "district_id",
                "version_id",
                "source",
                "sha256",
                "ground",
                "note",
                "practice",
                "brought_by_id",
                "begun_by_id",
                "begun_at",
            ),
        ),
        refuse(
            "credentials_awardline",
            condition="OLD.award_id IS NOT NULL",
            on=("UPDATE", "DELETE"),
            columns=(
                "district_id",
                "award_list_id",
                "number",
                "person_id",
                "earned_on",
                "state",
                "award_id",
                "decided_at",
            ),
        ),
        # Once more, with whether it came from a list.
        allow("credentials_award", on=("UPDATE",)),
        refuse(
            "credentials_award",
            columns=(
                "district_id",
                "person_id",
                "version_id",
                "public_id",
                "practice",
                "award_list_id",
                "awarded_at",
                "expires_at",
            ),
        ),
    ]
