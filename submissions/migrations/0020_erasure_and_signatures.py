"""A person's erasure may empty what a signature keeps of the browser; name, moment, address and words stay as evidence."""

from django.db import migrations

KEEP = """
CREATE OR REPLACE FUNCTION submissions_keep_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.signed_by_id IS NULL
       AND to_jsonb(NEW) - 'signed_by_id' = to_jsonb(OLD) - 'signed_by_id' THEN
        RETURN NEW;
    END IF;
    %s
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM submissions_entry WHERE id = OLD.entry_id AND submitted_at IS NOT NULL
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'signatures are never changed or deleted';
END $$;
"""
ERASING = """
    IF TG_OP = 'UPDATE' AND current_setting('festival.erasing', true) = 'on' AND NEW.user_agent = ''
       AND to_jsonb(NEW) - 'user_agent' = to_jsonb(OLD) - 'user_agent' THEN
        RETURN NEW;
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("submissions", "0019_mailings")]

    operations = [migrations.RunSQL(KEEP.replace("%s", ERASING), KEEP.replace("%s", ""))]
