"""Published terms and acceptances stay as they are, by the database's own hand; who judges already has accepted."""

from django.db import migrations
from django.utils import timezone

FORWARD = """
CREATE FUNCTION judging_keep_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.published_by_id IS NULL
       AND to_jsonb(NEW) - 'published_by_id' = to_jsonb(OLD) - 'published_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'published terms are never changed or deleted: other words are a new version';
END $$;
CREATE TRIGGER judging_keep_terms BEFORE UPDATE OR DELETE ON judging_juryterms
    FOR EACH ROW EXECUTE FUNCTION judging_keep_terms();

CREATE FUNCTION judging_keep_acceptance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.accepted_by_id IS NULL
       AND to_jsonb(NEW) - 'accepted_by_id' - 'user_agent' = to_jsonb(OLD) - 'accepted_by_id' - 'user_agent' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an acceptance is never changed or deleted';
END $$;
CREATE TRIGGER judging_keep_acceptance BEFORE UPDATE OR DELETE ON judging_termsacceptance
    FOR EACH ROW EXECUTE FUNCTION judging_keep_acceptance();

CREATE FUNCTION judging_check_acceptance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM judging_juryterms t JOIN judging_juror j ON j.jury_id = t.jury_id
        WHERE t.id = NEW.terms_id AND j.id = NEW.juror_id AND t.published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'only published terms of the own jury can be accepted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_check_acceptance BEFORE INSERT ON judging_termsacceptance
    FOR EACH ROW EXECUTE FUNCTION judging_check_acceptance();
"""
BACKWARD = """
DROP TRIGGER judging_check_acceptance ON judging_termsacceptance;
DROP TRIGGER judging_keep_acceptance ON judging_termsacceptance;
DROP TRIGGER judging_keep_terms ON judging_juryterms;
DROP FUNCTION judging_check_acceptance();
DROP FUNCTION judging_keep_acceptance();
DROP FUNCTION judging_keep_terms();
"""


def accept_for_those_who_judge(apps, schema_editor):
    """Seats that were taken before there was an answer to give."""
    jurors = apps.get_model("judging", "Juror").objects.filter(
        membership__user__isnull=False, state="invited"
    )
    jurors.update(state="accepted", state_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("judging", "0013_people")]
    operations = [
        migrations.RunPython(accept_for_those_who_judge, migrations.RunPython.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
