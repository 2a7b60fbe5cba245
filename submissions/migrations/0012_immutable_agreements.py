"""What was published or signed stays as it was, by the database's own hand; answers keep to their question."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION submissions_keep_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.published_by_id IS NULL
       AND to_jsonb(NEW) - 'published_by_id' = to_jsonb(OLD) - 'published_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published agreement is never changed or deleted: other words are a new version';
END $$;
CREATE TRIGGER submissions_keep_agreement BEFORE UPDATE OR DELETE ON submissions_agreement
    FOR EACH ROW EXECUTE FUNCTION submissions_keep_agreement();

CREATE FUNCTION submissions_keep_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.signed_by_id IS NULL
       AND to_jsonb(NEW) - 'signed_by_id' = to_jsonb(OLD) - 'signed_by_id' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM submissions_entry WHERE id = OLD.entry_id AND submitted_at IS NOT NULL
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'signatures are never changed or deleted';
END $$;
CREATE TRIGGER submissions_keep_signature BEFORE UPDATE OR DELETE ON submissions_signature
    FOR EACH ROW EXECUTE FUNCTION submissions_keep_signature();

CREATE FUNCTION submissions_check_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM submissions_agreement a JOIN submissions_entry e ON e.edition_id = a.edition_id
        WHERE a.id = NEW.agreement_id AND e.id = NEW.entry_id AND a.published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'only a published agreement of the same edition can be signed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER submissions_check_signature BEFORE INSERT ON submissions_signature
    FOR EACH ROW EXECUTE FUNCTION submissions_check_signature();

CREATE FUNCTION submissions_keep_question_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.kind <> OLD.kind OR NEW.edition_id <> OLD.edition_id)
       AND EXISTS (SELECT 1 FROM submissions_answer WHERE question_id = OLD.id) THEN
        RAISE EXCEPTION 'a question that was answered keeps its kind and its edition';
    END IF;
    IF NEW.kind = 'consent' AND NEW.wording <> OLD.wording
       AND EXISTS (SELECT 1 FROM submissions_answer WHERE question_id = OLD.id) THEN
        RAISE EXCEPTION 'words that somebody has agreed to are never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER submissions_keep_question_kind BEFORE UPDATE ON submissions_question
    FOR EACH ROW EXECUTE FUNCTION submissions_keep_question_kind();

CREATE FUNCTION submissions_check_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked submissions_question%ROWTYPE;
    wanted text;
BEGIN
    SELECT * INTO asked FROM submissions_question WHERE id = NEW.question_id;
    IF asked.edition_id <> (SELECT edition_id FROM submissions_entry WHERE id = NEW.entry_id) THEN
        RAISE EXCEPTION 'this question belongs to another edition';
    END IF;
    wanted := CASE asked.kind WHEN 'number' THEN 'number' WHEN 'several' THEN 'array'
        WHEN 'consent' THEN 'boolean' WHEN 'file' THEN 'object' ELSE 'string' END;
    IF jsonb_typeof(NEW.value) <> wanted OR (asked.kind = 'file') <> (NEW.paper_id IS NOT NULL) THEN
        RAISE EXCEPTION 'this is no answer to a question of the kind %', asked.kind;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER submissions_check_answer BEFORE INSERT OR UPDATE ON submissions_answer
    FOR EACH ROW EXECUTE FUNCTION submissions_check_answer();
"""
BACKWARD = """
DROP TRIGGER submissions_check_answer ON submissions_answer;
DROP TRIGGER submissions_keep_question_kind ON submissions_question;
DROP TRIGGER submissions_check_signature ON submissions_signature;
DROP TRIGGER submissions_keep_signature ON submissions_signature;
DROP TRIGGER submissions_keep_agreement ON submissions_agreement;
DROP FUNCTION submissions_check_answer();
DROP FUNCTION submissions_keep_question_kind();
DROP FUNCTION submissions_check_signature();
DROP FUNCTION submissions_keep_signature();
DROP FUNCTION submissions_keep_agreement();
"""


class Migration(migrations.Migration):
    dependencies = [("submissions", "0011_custom_questions_and_rights")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
