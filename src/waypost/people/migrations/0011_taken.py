"""An address that was taken away is no address of theirs from before."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_wallets'),
    ]

    operations = [
        migrations.AlterField(
            model_name='change',
            name='what',
            field=models.CharField(choices=[('name', 'Name changed'), ('address', 'E-mail address changed'), ('taken', 'E-mail address changed; the old one signs in no more'), ('joined', 'Joined with another entry of the same person')], max_length=8),
        ),
    ]
