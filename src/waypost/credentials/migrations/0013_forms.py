"""A correction may be that the earner chose anew what evidence the badge names."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0012_many'),
    ]

    operations = [
        migrations.AlterField(
            model_name='correction',
            name='what',
            field=models.CharField(
                choices=[
                    ('name', 'Name corrected'),
                    ('date', 'Date corrected'),
                    ('address', 'Moved to another e-mail address'),
                    ('reissue', 'Signed anew'),
                    ('evidence', 'Evidence in it chosen anew'),
                ],
                max_length=8,
            ),
        ),
    ]
