"""Since when a district lets its people connect wallets."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_mended'),
    ]

    operations = [
        migrations.AddField(
            model_name='district',
            name='wallets_since',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
