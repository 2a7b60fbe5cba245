"""A film's number in a blind round is drawn once, and stays."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION judging_keep_film_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the number of a film was drawn by lot: it stays';
END $$;
CREATE TRIGGER judging_keep_film_number BEFORE UPDATE ON judging_roundentry
    FOR EACH ROW WHEN (OLD.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number)
    EXECUTE FUNCTION judging_keep_film_number();
"""
BACKWARD = """
DROP TRIGGER judging_keep_film_number ON judging_roundentry;
DROP FUNCTION judging_keep_film_number();
"""


class Migration(migrations.Migration):
    dependencies = [("judging", "0021_not_applicable")]
    operations = [
        migrations.AddField(
            model_name="roundentry",
            name="number",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="roundentry",
            constraint=models.UniqueConstraint(fields=("round", "number"), name="one_film_per_drawn_number"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
