"""The logo, when the set-up list was put away, and what was found out about an address."""

import django.db.models.deletion
import uuid
import waypost.people.models.districts
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('address', models.URLField(max_length=253)),
                ('nonce', models.CharField(max_length=43, unique=True)),
                ('answer', models.CharField(max_length=43)),
                ('token', models.CharField(max_length=43, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('found', models.CharField(blank=True, max_length=16)),
                ('found_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='district',
            name='logo',
            field=models.FileField(blank=True, max_length=120, null=True, upload_to=waypost.people.models.districts.logo_key),
        ),
        migrations.AddField(
            model_name='district',
            name='set_up_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='district',
            constraint=models.UniqueConstraint(condition=models.Q(('address_confirmed_at__isnull', False)), fields=('address',), name='confirmed_address_once'),
        ),
        migrations.AddField(
            model_name='addresscheck',
            name='district',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.district'),
        ),
        migrations.AddConstraint(
            model_name='addresscheck',
            constraint=models.UniqueConstraint(fields=('district', 'address'), name='one_check_per_address'),
        ),
    ]
