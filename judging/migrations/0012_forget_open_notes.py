from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("judging", "0011_seal_notes")]
    operations = [migrations.RemoveField("scorecard", "private_note")]
