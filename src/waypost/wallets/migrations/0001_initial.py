"""Wallets that registered, whom they were allowed by, and digests of what they show for it."""

import django.db.models.deletion
import uuid
import waypost.wallets.models
from django.db import migrations, models

from waypost.journal.frozen import refuse
from waypost.people.tenancy import same_district


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0010_wallets'),
    ]

    operations = [
        migrations.CreateModel(
            name='Wallet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('client_id', models.CharField(default=waypost.wallets.models.client_token, max_length=22)),
                ('secret_sha256', models.CharField(blank=True, max_length=64)),
                ('name', models.CharField(max_length=80)),
                ('said', models.JSONField()),
                ('registered_at', models.DateTimeField()),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
            ],
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scopes', models.JSONField()),
                ('allowed_at', models.DateTimeField()),
                ('code_sha256', models.CharField(max_length=64)),
                ('code_redirect', models.CharField(max_length=2000)),
                ('code_challenge', models.CharField(max_length=43)),
                ('code_used_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('last_used_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_why', models.CharField(blank=True, choices=[('owner', 'Ended by its owner'), ('wallet', 'Ended by the wallet'), ('reused', 'A code or token was used twice'), ('again', 'Connected again'), ('left', 'Left the district'), ('off', 'Wallets were turned off'), ('unused', 'Not used for long')], max_length=8)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='connections', to='people.person')),
                ('wallet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='connections', to='wallets.wallet')),
            ],
        ),
        migrations.CreateModel(
            name='Policies',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('privacy_url', models.CharField(blank=True, max_length=500)),
                ('terms_url', models.CharField(blank=True, max_length=500)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('district',), name='one_policies_a_district')],
            },
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('access', 'Access'), ('refresh', 'Refresh')], max_length=7)),
                ('sha256', models.CharField(max_length=64)),
                ('scopes', models.JSONField()),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='wallets.connection')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district')),
            ],
            options={
                'indexes': [models.Index(fields=['expires_at'], name='token_by_end')],
                'constraints': [models.UniqueConstraint(fields=('district', 'sha256'), name='token_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='wallet',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='wallet_of_district'),
        ),
        migrations.AddConstraint(
            model_name='wallet',
            constraint=models.UniqueConstraint(fields=('district', 'client_id'), name='wallet_by_client_id'),
        ),
        migrations.AddConstraint(
            model_name='connection',
            constraint=models.UniqueConstraint(fields=('district', 'id'), name='connection_of_district'),
        ),
        migrations.AddConstraint(
            model_name='connection',
            constraint=models.UniqueConstraint(fields=('district', 'code_sha256'), name='code_once'),
        ),
        migrations.AddConstraint(
            model_name='connection',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('opened_at__isnull', False)), fields=('district', 'person', 'wallet'), name='one_standing_connection'),
        ),
        same_district("wallets"),
        # What a wallet said of itself, and what it was allowed, is never made more afterwards.
        refuse("wallets_wallet"),
        refuse(
            "wallets_connection",
            columns=(
                "district_id",
                "person_id",
                "wallet_id",
                "scopes",
                "allowed_at",
                "code_sha256",
                "code_redirect",
                "code_challenge",
            ),
        ),
        refuse(
            "wallets_token",
            columns=("district_id", "connection_id", "kind", "sha256", "scopes", "expires_at"),
        ),
    ]
