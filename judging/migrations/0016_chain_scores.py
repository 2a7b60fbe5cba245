"""Each mark carries the digest of the one before it in its round; marks and tallies cannot be emptied away either."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION judging_score_digest(
    before text, round_id bigint, number integer, scorecard_id bigint, criterion_id bigint,
    value numeric, giver bigint, given_at timestamptz
) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(concat_ws(
        '|', before, round_id, number, scorecard_id, criterion_id, coalesce(value::numeric(6,2)::text, '-'),
        coalesce(giver::text, '-'), to_char(given_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    ), 'UTF8')), 'hex')
$$;

CREATE FUNCTION judging_chain_score() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    SELECT a.round_id INTO NEW.round_id FROM judging_scorecard c
        JOIN judging_assignment a ON a.id = c.assignment_id WHERE c.id = NEW.scorecard_id;
    -- One at a time per round, until the end of the transaction.
    PERFORM pg_advisory_xact_lock(724001, NEW.round_id::integer);
    SELECT number, digest INTO last FROM judging_score
        WHERE round_id = NEW.round_id ORDER BY number DESC LIMIT 1;
    NEW.number := coalesce(last.number, 0) + 1;
    NEW.giver := NEW.given_by_id;
    NEW.digest := judging_score_digest(
        coalesce(last.digest, ''), NEW.round_id, NEW.number, NEW.scorecard_id, NEW.criterion_id,
        NEW.value, NEW.giver, NEW.given_at
    );
    RETURN NEW;
END $$;

CREATE FUNCTION judging_end_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO judging_scorechain (round_id, length, digest)
        SELECT DISTINCT ON (round_id) round_id, number, digest FROM given ORDER BY round_id, number DESC
    ON CONFLICT (round_id) DO UPDATE SET length = excluded.length, digest = excluded.digest;
    RETURN NULL;
END $$;

CREATE FUNCTION judging_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'marks and tallies are never deleted';
END $$;

ALTER TABLE judging_score DISABLE TRIGGER judging_keep_score;
DO $$
DECLARE
    mark record;
    here bigint := NULL;
    counted integer;
    before text;
BEGIN
    FOR mark IN SELECT s.id, s.scorecard_id, s.criterion_id, s.value, s.given_by_id, s.given_at, a.round_id AS of_round
        FROM judging_score s JOIN judging_scorecard c ON c.id = s.scorecard_id
        JOIN judging_assignment a ON a.id = c.assignment_id ORDER BY a.round_id, s.id
    LOOP
        IF here IS DISTINCT FROM mark.of_round THEN
            here := mark.of_round; counted := 0; before := '';
        END IF;
        counted := counted + 1;
        before := judging_score_digest(
            before, here, counted, mark.scorecard_id, mark.criterion_id, mark.value, mark.given_by_id, mark.given_at
        );
        UPDATE judging_score SET round_id = here, number = counted, giver = mark.given_by_id, digest = before
            WHERE id = mark.id;
    END LOOP;
END $$;
INSERT INTO judging_scorechain (round_id, length, digest)
    SELECT DISTINCT ON (round_id) round_id, number, digest FROM judging_score ORDER BY round_id, number DESC;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE judging_score ENABLE TRIGGER judging_keep_score;

-- By its name it comes after judging_check_score: a mark that is refused takes no number.
CREATE TRIGGER judging_give_digest BEFORE INSERT ON judging_score
    FOR EACH ROW EXECUTE FUNCTION judging_chain_score();
CREATE TRIGGER judging_end_chain AFTER INSERT ON judging_score
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION judging_end_chain();
CREATE TRIGGER judging_never_emptied BEFORE TRUNCATE ON judging_score
    FOR EACH STATEMENT EXECUTE FUNCTION judging_never_emptied();
CREATE TRIGGER judging_never_emptied BEFORE TRUNCATE ON judging_tally
    FOR EACH STATEMENT EXECUTE FUNCTION judging_never_emptied();
"""
BACKWARD = """
DROP TRIGGER judging_never_emptied ON judging_tally;
DROP TRIGGER judging_never_emptied ON judging_score;
DROP TRIGGER judging_end_chain ON judging_score;
DROP TRIGGER judging_give_digest ON judging_score;
DROP FUNCTION judging_never_emptied();
DROP FUNCTION judging_end_chain();
DROP FUNCTION judging_chain_score();
DROP FUNCTION judging_score_digest(text, bigint, integer, bigint, bigint, numeric, bigint, timestamptz);
DELETE FROM judging_scorechain;
"""


class Migration(migrations.Migration):
    dependencies = [("judging", "0015_score_chain")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
