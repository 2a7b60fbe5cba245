from django.db import migrations


def keep_stills_as_pictures(apps, schema_editor):
    """The one still that an entry could have so far becomes the first of its pictures."""
    Entry = apps.get_model("submissions", "Entry")
    Picture = apps.get_model("submissions", "Picture")
    with_still = Entry.objects.exclude(still="").filter(pictures=None).values_list("pk", "still")
    Picture.objects.bulk_create(
        (Picture(entry_id=pk, kind="still", name=name) for pk, name in with_still.iterator()),
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("submissions", "0016_film_data_pictures_and_links")]

    operations = [migrations.RunPython(keep_stills_as_pictures, migrations.RunPython.noop, elidable=True)]
