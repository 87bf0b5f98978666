"""What is written in the browser before it is published, what is said of it, and the app list."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from waypost.journal.frozen import refuse
from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0005_offered'),
        ('people', '0005_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='Manuscript',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('badge', 'Badge'), ('micro_credential', 'Micro-credential'), ('degree', 'Degree')], max_length=20)),
                ('slug', models.SlugField(max_length=80)),
                ('body', models.JSONField(default=dict)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('begun_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
                ('achievement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='manuscripts', to='catalog.achievement')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('published', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='manuscript', to='catalog.version')),
                ('touched_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(blank=True, max_length=80)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('manuscript', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='catalog.manuscript')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='App',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('approved', models.BooleanField(default=True)),
                ('checked_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=160)),
                ('address', models.URLField(blank=True)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('district', 'name'), name='app_in_district'), models.UniqueConstraint(fields=('district', 'id'), name='app_of_district')],
            },
        ),
        migrations.AddIndex(
            model_name='manuscript',
            index=models.Index(fields=['district', '-touched_at'], name='catalog_man_distric_1269e5_idx'),
        ),
        migrations.AddConstraint(
            model_name='manuscript',
            constraint=models.UniqueConstraint(condition=models.Q(('published', None)), fields=('district', 'slug'), name='one_open_manuscript'),
        ),
        migrations.AddConstraint(
            model_name='manuscript',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='manuscript_of_district'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['manuscript', 'at'], name='catalog_com_manuscr_3aa8d9_idx'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='comment_of_district'),
        ),
        same_district("catalog", "Manuscript", "Comment"),
        # What became a version stays as it was published; what was said stays said.
        refuse("catalog_manuscript", condition="OLD.published_id IS NOT NULL"),
        refuse("catalog_manuscript", condition="OLD.published_id IS NOT NULL", on=("DELETE",)),
        refuse(
            "catalog_comment",
            columns=("manuscript_id", "field", "author_id", "text", "at"),
        ),
        refuse("catalog_comment", on=("DELETE",)),
    ]
