"""Private notes are sealed for their authors; what a round declares about calibration is kept by the database."""

from django.db import migrations

from judging.sealing import seal, unseal

FORWARD = """
CREATE FUNCTION judging_keep_calibration_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present text;
BEGIN
    SELECT state INTO present FROM judging_round WHERE id = OLD.round_id;
    IF present IS NOT NULL AND present <> 'draft'
       AND (TG_OP = 'DELETE' OR to_jsonb(NEW) <> to_jsonb(OLD)) THEN
        RAISE EXCEPTION 'the round has opened: what it declares about calibration films is fixed';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER judging_keep_calibration_rules BEFORE UPDATE OR DELETE ON judging_calibrationrules
    FOR EACH ROW EXECUTE FUNCTION judging_keep_calibration_rules();

CREATE FUNCTION judging_keep_calibration_films() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present text;
BEGIN
    SELECT state INTO present FROM judging_round WHERE id = OLD.round_id;
    IF present IS NOT NULL AND present <> 'draft' THEN
        RAISE EXCEPTION 'the round has opened: its calibration films are fixed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_keep_calibration_films BEFORE UPDATE OF calibration ON judging_roundentry
    FOR EACH ROW WHEN (OLD.calibration IS DISTINCT FROM NEW.calibration)
    EXECUTE FUNCTION judging_keep_calibration_films();
"""
BACKWARD = """
DROP TRIGGER judging_keep_calibration_films ON judging_roundentry;
DROP FUNCTION judging_keep_calibration_films();
DROP TRIGGER judging_keep_calibration_rules ON judging_calibrationrules;
DROP FUNCTION judging_keep_calibration_rules();
"""
AUTHOR = "assignment__juror__membership__user"


def declare_what_was(apps, schema_editor):
    """Rounds that have opened had no calibration films."""
    rules = apps.get_model("judging", "CalibrationRules")
    opened = apps.get_model("judging", "Round").objects.exclude(state="draft")
    rules.objects.bulk_create(rules(round=judged) for judged in opened)


def seal_notes(apps, schema_editor):
    """A note without an author was an erased person's and is empty already; one that is not, is nobody's to read."""
    cards = apps.get_model("judging", "Scorecard").objects.exclude(private_note="")
    for pk, words, author in cards.values_list("pk", "private_note", AUTHOR).iterator():
        sealed = seal(words, author) if author else ""
        cards.filter(pk=pk).update(sealed_note=sealed, private_note="")


def open_notes(apps, schema_editor):
    cards = apps.get_model("judging", "Scorecard").objects.exclude(sealed_note="")
    for pk, sealed, author in cards.values_list("pk", "sealed_note", AUTHOR).iterator():
        cards.filter(pk=pk).update(private_note=unseal(sealed, author), sealed_note="")


class Migration(migrations.Migration):
    dependencies = [("judging", "0010_screening_room")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunPython(declare_what_was, migrations.RunPython.noop),
        migrations.RunPython(seal_notes, open_notes),
    ]
