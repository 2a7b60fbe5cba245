"""Ballots and votes on pairs are append-only by the database's own hand, and name films of their round, once each."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION judging_keep_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.given_by_id IS NULL
       AND to_jsonb(NEW) - 'given_by_id' = to_jsonb(OLD) - 'given_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'votes are never changed or deleted: a new vote is a new row';
END $$;
CREATE TRIGGER judging_keep_order BEFORE UPDATE OR DELETE ON judging_ballotorder
    FOR EACH ROW EXECUTE FUNCTION judging_keep_vote();
CREATE TRIGGER judging_keep_pair BEFORE UPDATE OR DELETE ON judging_pairvote
    FOR EACH ROW EXECUTE FUNCTION judging_keep_vote();

CREATE FUNCTION judging_check_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ranked integer;
    once integer;
    known integer;
BEGIN
    IF jsonb_typeof(NEW.tiers) <> 'array' OR EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.tiers) tier WHERE jsonb_typeof(tier) <> 'array'
    ) THEN
        RAISE EXCEPTION 'an order is a list of lists of films';
    END IF;
    SELECT count(film), count(DISTINCT film) INTO ranked, once
        FROM jsonb_array_elements(NEW.tiers) tier, jsonb_array_elements_text(tier) film;
    SELECT count(DISTINCT film) INTO known
        FROM jsonb_array_elements(NEW.tiers) tier, jsonb_array_elements_text(tier) film,
             judging_rankedballot ballot, judging_roundentry entry
        WHERE ballot.id = NEW.ballot_id AND entry.round_id = ballot.round_id AND entry.entry_id::text = film;
    IF ranked <> once THEN
        RAISE EXCEPTION 'a film stands on the ballot twice';
    END IF;
    IF known <> ranked THEN
        RAISE EXCEPTION 'a film on the ballot is not of its round';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_check_order BEFORE INSERT ON judging_ballotorder
    FOR EACH ROW EXECUTE FUNCTION judging_check_order();

CREATE FUNCTION judging_check_pair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM judging_roundentry
        WHERE round_id = NEW.round_id AND entry_id IN (NEW.left_id, NEW.right_id)) <> 2 THEN
        RAISE EXCEPTION 'a film of the pair is not of the round';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_check_pair BEFORE INSERT ON judging_pairvote
    FOR EACH ROW EXECUTE FUNCTION judging_check_pair();
"""
BACKWARD = """
DROP TRIGGER judging_check_pair ON judging_pairvote;
DROP TRIGGER judging_check_order ON judging_ballotorder;
DROP TRIGGER judging_keep_pair ON judging_pairvote;
DROP TRIGGER judging_keep_order ON judging_ballotorder;
DROP FUNCTION judging_check_pair();
DROP FUNCTION judging_check_order();
DROP FUNCTION judging_keep_vote();
"""


class Migration(migrations.Migration):
    dependencies = [("judging", "0008_ballots")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
