"""Whatever changes an entry's words, in whatever way, marks its place in the search index stale.

The columns named below are no words; a change of these alone (a thousand decisions at once) leaves the index as it is.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION submissions_entry_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE no_words text[] := ARRAY['state', 'decision', 'updated_at', 'film_id', 'still', 'section_id', 'category_id',
    'submitted_at', 'withdrawn_at', 'disqualified_for', 'regulations_accepted_at', 'regulations_digest', 'slug'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO submissions_entrysearch (entry_id, document, office, stale) VALUES (NEW.id, '', '', true)
        ON CONFLICT (entry_id) DO UPDATE SET stale = true;
    ELSIF to_jsonb(NEW) - no_words IS DISTINCT FROM to_jsonb(OLD) - no_words THEN
        INSERT INTO submissions_entrysearch (entry_id, document, office, stale) VALUES (NEW.id, '', '', true)
        ON CONFLICT (entry_id) DO UPDATE SET stale = true;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER submissions_entry_words AFTER INSERT OR UPDATE ON submissions_entry
    FOR EACH ROW EXECUTE FUNCTION submissions_entry_words();

CREATE FUNCTION submissions_row_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Also when it is stale already: whoever is indexing it just now holds the row, and must not have the last word.
    IF TG_OP <> 'INSERT' THEN
        UPDATE submissions_entrysearch SET stale = true WHERE entry_id = OLD.entry_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE submissions_entrysearch SET stale = true WHERE entry_id = NEW.entry_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER submissions_credit_words AFTER INSERT OR UPDATE OR DELETE ON submissions_credit
    FOR EACH ROW EXECUTE FUNCTION submissions_row_words();
CREATE TRIGGER submissions_note_words AFTER INSERT OR UPDATE OR DELETE ON submissions_entrynote
    FOR EACH ROW EXECUTE FUNCTION submissions_row_words();
CREATE TRIGGER submissions_tagging_words AFTER INSERT OR UPDATE OR DELETE ON submissions_entrytagging
    FOR EACH ROW EXECUTE FUNCTION submissions_row_words();
CREATE TRIGGER submissions_co_owner_words AFTER INSERT OR UPDATE OR DELETE ON submissions_coowner
    FOR EACH ROW EXECUTE FUNCTION submissions_row_words();

CREATE FUNCTION submissions_tag_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE submissions_entrysearch SET stale = true
    WHERE entry_id IN (SELECT entry_id FROM submissions_entrytagging WHERE tag_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER submissions_tag_words AFTER UPDATE OF name ON submissions_entrytag
    FOR EACH ROW EXECUTE FUNCTION submissions_tag_words();

CREATE FUNCTION submissions_owner_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE submissions_entrysearch SET stale = true
    WHERE entry_id IN (SELECT id FROM submissions_entry WHERE owner_id = NEW.id
        UNION ALL SELECT entry_id FROM submissions_coowner WHERE user_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER submissions_owner_words AFTER UPDATE OF name, email ON festival_user
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.email IS DISTINCT FROM NEW.email)
    EXECUTE FUNCTION submissions_owner_words();

INSERT INTO submissions_entrysearch (entry_id, document, office, stale) SELECT id, '', '', true FROM submissions_entry;
"""
BACKWARD = """
DROP TRIGGER submissions_owner_words ON festival_user;
DROP TRIGGER submissions_tag_words ON submissions_entrytag;
DROP TRIGGER submissions_co_owner_words ON submissions_coowner;
DROP TRIGGER submissions_tagging_words ON submissions_entrytagging;
DROP TRIGGER submissions_note_words ON submissions_entrynote;
DROP TRIGGER submissions_credit_words ON submissions_credit;
DROP TRIGGER submissions_entry_words ON submissions_entry;
DROP FUNCTION submissions_owner_words();
DROP FUNCTION submissions_tag_words();
DROP FUNCTION submissions_row_words();
DROP FUNCTION submissions_entry_words();
"""


class Migration(migrations.Migration):
    dependencies = [("submissions", "0004_desk_tools"), ("festival", "0003_watermark")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
