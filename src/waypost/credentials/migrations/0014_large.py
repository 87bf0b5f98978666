"""What a district with many badges is asked for most is found without reading them all."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0007_put_away'),
        ('credentials', '0013_forms'),
        ('people', '0010_wallets'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='award',
            index=models.Index(fields=['person', 'version'], name='award_of_person_and_version'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['status_list', 'award', 'superseded_by', 'status_index'], name='documents_of_a_status_list'),
        ),
    ]
