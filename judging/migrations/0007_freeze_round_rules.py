"""Opened rounds keep what they declared: the database refuses what the actions would refuse."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION judging_keep_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (
        NEW.mode, NEW.jury_id, NEW.edition_id, NEW.blindness, NEW.min_watched_percent
    ) IS DISTINCT FROM (
        OLD.mode, OLD.jury_id, OLD.edition_id, OLD.blindness, OLD.min_watched_percent
    ) THEN
        RAISE EXCEPTION 'the round has opened: what it asks and shows is fixed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_keep_round BEFORE UPDATE ON judging_round
    FOR EACH ROW EXECUTE FUNCTION judging_keep_round();

CREATE FUNCTION judging_keep_declared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    IF (SELECT state FROM judging_round WHERE id = OLD.round_id) <> 'draft' THEN
        RAISE EXCEPTION 'the round has opened: what it declared is fixed';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_keep_declared BEFORE UPDATE OR DELETE ON judging_roundrules
    FOR EACH ROW EXECUTE FUNCTION judging_keep_declared();
CREATE TRIGGER judging_keep_criterion BEFORE UPDATE OR DELETE ON judging_criterion
    FOR EACH ROW EXECUTE FUNCTION judging_keep_declared();

CREATE FUNCTION judging_no_late_criterion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM judging_scorecard c JOIN judging_assignment a ON a.id = c.assignment_id
        WHERE a.round_id = NEW.round_id
    ) THEN
        RAISE EXCEPTION 'somebody has answered already: no question can be added';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_no_late_criterion BEFORE INSERT ON judging_criterion
    FOR EACH ROW EXECUTE FUNCTION judging_no_late_criterion();
"""
BACKWARD = """
DROP TRIGGER judging_no_late_criterion ON judging_criterion;
DROP TRIGGER judging_keep_criterion ON judging_criterion;
DROP TRIGGER judging_keep_declared ON judging_roundrules;
DROP TRIGGER judging_keep_round ON judging_round;
DROP FUNCTION judging_no_late_criterion();
DROP FUNCTION judging_keep_declared();
DROP FUNCTION judging_keep_round();
"""


class Migration(migrations.Migration):
    dependencies = [("judging", "0006_round_rules")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
