from django.db import migrations

from waypost.people.tenancy import same_district


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [same_district("notices")]
