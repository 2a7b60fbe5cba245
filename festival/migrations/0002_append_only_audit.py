"""The trail is append-only by the database's own hand. Losing the actor's account only clears the link."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION festival_keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
       AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit records are never changed or deleted';
END $$;
CREATE TRIGGER festival_keep_audit BEFORE UPDATE OR DELETE ON festival_auditrecord
    FOR EACH ROW EXECUTE FUNCTION festival_keep_audit();
"""
BACKWARD = """
DROP TRIGGER festival_keep_audit ON festival_auditrecord;
DROP FUNCTION festival_keep_audit();
"""


class Migration(migrations.Migration):
    dependencies = [("festival", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
