"""Who checks an upload holds a lock on its part, which ends with its process: no time is kept."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_kept")]

    operations = [migrations.RemoveField(model_name="upload", name="finishing_at")]
