"""What a round has declared stays as it opened; votes, films taken over, and what was set aside are append-only."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION judging_keep_mode_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present text;
BEGIN
    SELECT state INTO present FROM judging_round WHERE id = OLD.round_id;
    IF present IS NOT NULL AND present <> 'draft' THEN
        IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'judging_poll'
           AND to_jsonb(NEW) - 'salt' - 'forgotten_at' = to_jsonb(OLD) - 'salt' - 'forgotten_at' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the round has opened: what it declared is fixed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER judging_keep_qualifying BEFORE UPDATE OR DELETE ON judging_qualifyingrules
    FOR EACH ROW EXECUTE FUNCTION judging_keep_mode_rules();
CREATE TRIGGER judging_keep_poll BEFORE UPDATE OR DELETE ON judging_poll
    FOR EACH ROW EXECUTE FUNCTION judging_keep_mode_rules();

CREATE FUNCTION judging_keep_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM judging_round WHERE id = OLD.round_id AND state <> 'draft') THEN
            RAISE EXCEPTION 'the round has opened: how its films came is kept';
        END IF;
        RETURN OLD;
    END IF;
    IF EXISTS (SELECT 1 FROM judging_feedsource l JOIN judging_round r ON r.id = l.source_id
               WHERE l.feed_id = OLD.id AND r.state = 'closed') THEN
        RAISE EXCEPTION 'a source has closed: the rule is fixed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_keep_feed BEFORE UPDATE OR DELETE ON judging_feed
    FOR EACH ROW EXECUTE FUNCTION judging_keep_feed();

CREATE FUNCTION judging_keep_feedrun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.applied_by_id IS NULL
       AND to_jsonb(NEW) - 'applied_by_id' = to_jsonb(OLD) - 'applied_by_id' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM judging_feed f JOIN judging_round r ON r.id = f.round_id
                                        WHERE f.id = OLD.feed_id AND r.state <> 'draft') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'how films were taken over is never changed';
END $$;
CREATE TRIGGER judging_keep_feedrun BEFORE UPDATE OR DELETE ON judging_feedrun
    FOR EACH ROW EXECUTE FUNCTION judging_keep_feedrun();

CREATE FUNCTION judging_keep_audience_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'votes are never changed or deleted: who votes anew adds a row';
END $$;
CREATE TRIGGER judging_keep_audience_ballot BEFORE UPDATE OR DELETE ON judging_audienceballot
    FOR EACH ROW EXECUTE FUNCTION judging_keep_audience_vote();
CREATE TRIGGER judging_keep_voter BEFORE UPDATE OR DELETE ON judging_voter
    FOR EACH ROW EXECUTE FUNCTION judging_keep_audience_vote();

CREATE FUNCTION judging_check_audience_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked judging_poll%ROWTYPE;
    named integer;
BEGIN
    SELECT p.* INTO asked FROM judging_poll p JOIN judging_voter v ON v.poll_id = p.id WHERE v.id = NEW.voter_id;
    SELECT count(*) INTO named FROM jsonb_object_keys(NEW.choices);
    IF named = 0 OR (asked.form = 'one' AND named > 1) OR (asked.form = 'up_to' AND named > asked.most) THEN
        RAISE EXCEPTION 'a ballot with % films', named;
    END IF;
    IF EXISTS (SELECT 1 FROM jsonb_each(NEW.choices) c WHERE jsonb_typeof(c.value) <> 'number'
               OR (c.value)::numeric NOT IN (1, 2, 3, 4, 5) OR (asked.form <> 'rate' AND (c.value)::numeric <> 1)) THEN
        RAISE EXCEPTION 'a ballot with a mark that does not exist';
    END IF;
    IF EXISTS (SELECT 1 FROM jsonb_object_keys(NEW.choices) k WHERE NOT EXISTS (
            SELECT 1 FROM judging_roundentry e WHERE e.round_id = asked.round_id AND e.entry_id::text = k)) THEN
        RAISE EXCEPTION 'a ballot with a film that is not in the round';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER judging_check_audience_ballot AFTER INSERT ON judging_audienceballot
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION judging_check_audience_ballot();

CREATE FUNCTION judging_keep_quarantine() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.lifted_at IS NULL OR NEW.lifted_at = OLD.lifted_at)
       AND to_jsonb(NEW) - 'lifted_at' - 'lifted_by_id' - 'lift_reason' - 'set_by_id'
         = to_jsonb(OLD) - 'lifted_at' - 'lifted_by_id' - 'lift_reason' - 'set_by_id'
       AND (NEW.set_by_id IS NULL OR NEW.set_by_id = OLD.set_by_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was set aside is taken back, never rewritten';
END $$;
CREATE TRIGGER judging_keep_quarantine BEFORE UPDATE OR DELETE ON judging_votequarantine
    FOR EACH ROW EXECUTE FUNCTION judging_keep_quarantine();
"""
BACKWARD = """
DROP TRIGGER judging_keep_quarantine ON judging_votequarantine;
DROP TRIGGER judging_check_audience_ballot ON judging_audienceballot;
DROP TRIGGER judging_keep_voter ON judging_voter;
DROP TRIGGER judging_keep_audience_ballot ON judging_audienceballot;
DROP TRIGGER judging_keep_feedrun ON judging_feedrun;
DROP TRIGGER judging_keep_feed ON judging_feed;
DROP TRIGGER judging_keep_poll ON judging_poll;
DROP TRIGGER judging_keep_qualifying ON judging_qualifyingrules;
DROP FUNCTION judging_keep_quarantine();
DROP FUNCTION judging_check_audience_ballot();
DROP FUNCTION judging_keep_audience_vote();
DROP FUNCTION judging_keep_feedrun();
DROP FUNCTION judging_keep_feed();
DROP FUNCTION judging_keep_mode_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("judging", "0017_funnel")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
