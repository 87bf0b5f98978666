"""What became of a letter, who wants which, and the district's own mail server."""

import django.db.models.deletion
import uuid
import waypost.notices.models
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from waypost.people.tenancy import same_district

# What letters were called by their occasions before they had a kind.
KINDS = {
    "submitted": "got_it",
    "decided": "decided",
    "earned": "earned",
    "withdrawn": "withdrawn",
}


def name_kinds(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    letters = apps.get_model("notices", "Letter").objects.using(editor.connection.alias)
    for occasion, kind in KINDS.items():
        letters.filter(kind="", occasion__startswith=f"{occasion}:").update(kind=kind)


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_same_district'),
        ('people', '0005_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hello',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('said_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='MailServer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('host', models.CharField(max_length=253)),
                ('port', models.PositiveIntegerField()),
                ('security', models.CharField(choices=[('tls', 'TLS from the start (often port 465)'), ('starttls', 'STARTTLS (often port 587)'), ('none', 'None: anyone on the way can read along')], max_length=8)),
                ('user', models.CharField(blank=True, max_length=200)),
                ('sender', models.EmailField(max_length=254)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Quiet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='QuietKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token', models.CharField(default=waypost.notices.models.letter_token, max_length=22)),
            ],
        ),
        migrations.AddField(
            model_name='letter',
            name='bounced_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='failed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='kind',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='letter',
            name='trouble',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('failed_at__isnull', False), ('bounced_at__isnull', False), _connector='OR'), fields=['district', 'written_at'], name='letter_lost'),
        ),
        migrations.AddField(
            model_name='hello',
            name='district',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district'),
        ),
        migrations.AddField(
            model_name='hello',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='hello',
            name='representative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='mailserver',
            name='district',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district'),
        ),
        migrations.AddField(
            model_name='quiet',
            name='district',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district'),
        ),
        migrations.AddField(
            model_name='quiet',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='quietkey',
            name='district',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district'),
        ),
        migrations.AddField(
            model_name='quietkey',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddIndex(
            model_name='hello',
            index=models.Index(fields=['district', 'representative', 'said_at'], name='notices_hel_distric_11c150_idx'),
        ),
        migrations.AddConstraint(
            model_name='mailserver',
            constraint=models.UniqueConstraint(fields=('district',), name='one_mail_server'),
        ),
        migrations.AddConstraint(
            model_name='quiet',
            constraint=models.UniqueConstraint(fields=('district', 'person', 'kind'), name='quiet_once'),
        ),
        migrations.AddConstraint(
            model_name='quietkey',
            constraint=models.UniqueConstraint(fields=('district', 'person'), name='one_quiet_key'),
        ),
        migrations.AddConstraint(
            model_name='quietkey',
            constraint=models.UniqueConstraint(fields=('district', 'token'), name='quiet_token'),
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
        same_district("notices", "Quiet", "QuietKey", "Hello", "MailServer"),
    ]
