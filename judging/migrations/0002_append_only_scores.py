"""Marks and tallies are append-only by the database's own hand, and a mark lies in its criterion's range."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION judging_keep_score() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.given_by_id IS NULL
       AND to_jsonb(NEW) - 'given_by_id' = to_jsonb(OLD) - 'given_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'marks are never changed or deleted: a new mark is a new row';
END $$;
CREATE TRIGGER judging_keep_score BEFORE UPDATE OR DELETE ON judging_score
    FOR EACH ROW EXECUTE FUNCTION judging_keep_score();

CREATE FUNCTION judging_keep_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.counted_by_id IS NULL
       AND to_jsonb(NEW) - 'counted_by_id' = to_jsonb(OLD) - 'counted_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a tally is frozen: count again as a new version';
END $$;
CREATE TRIGGER judging_keep_tally BEFORE UPDATE OR DELETE ON judging_tally
    FOR EACH ROW EXECUTE FUNCTION judging_keep_tally();

CREATE FUNCTION judging_check_score() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked judging_criterion%ROWTYPE;
    asked_in bigint;
BEGIN
    SELECT * INTO asked FROM judging_criterion WHERE id = NEW.criterion_id;
    SELECT a.round_id INTO asked_in FROM judging_scorecard c
        JOIN judging_assignment a ON a.id = c.assignment_id WHERE c.id = NEW.scorecard_id;
    IF asked.round_id <> asked_in THEN
        RAISE EXCEPTION 'this criterion belongs to another round';
    END IF;
    IF NEW.value < asked.lowest OR NEW.value > asked.highest
       OR mod(NEW.value - asked.lowest, asked.step) <> 0 THEN
        RAISE EXCEPTION 'a mark of % is out of range % to %', NEW.value, asked.lowest, asked.highest;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_check_score BEFORE INSERT ON judging_score
    FOR EACH ROW EXECUTE FUNCTION judging_check_score();
"""
BACKWARD = """
DROP TRIGGER judging_check_score ON judging_score;
DROP TRIGGER judging_keep_tally ON judging_tally;
DROP TRIGGER judging_keep_score ON judging_score;
DROP FUNCTION judging_check_score();
DROP FUNCTION judging_keep_tally();
DROP FUNCTION judging_keep_score();
"""


class Migration(migrations.Migration):
    dependencies = [("judging", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
