"""What a round shows its jurors stays as it was when it opened, also field by field."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION judging_keep_veil() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND NEW.veil_fields IS DISTINCT FROM OLD.veil_fields THEN
        RAISE EXCEPTION 'the round has opened: what it shows is fixed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_keep_veil BEFORE UPDATE ON judging_round
    FOR EACH ROW EXECUTE FUNCTION judging_keep_veil();
"""
BACKWARD = """
DROP TRIGGER judging_keep_veil ON judging_round;
DROP FUNCTION judging_keep_veil();
"""


class Migration(migrations.Migration):
    dependencies = [("judging", "0018_funnel_promises")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
