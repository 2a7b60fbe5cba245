"""Films that a juror is shown twice: drawn once, their marks append-only and chained, beside everything that counts."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
-- One sequence for both, so that no address of a juror's film tells which it is.
ALTER TABLE judging_repeat ALTER COLUMN id DROP IDENTITY;
ALTER TABLE judging_repeat ALTER COLUMN id SET DEFAULT nextval('judging_assignment_id_seq');

CREATE FUNCTION judging_keep_repeat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.assignment_id, NEW.number, NEW.seed, NEW.drawn_at)
       IS NOT DISTINCT FROM (OLD.id, OLD.assignment_id, OLD.number, OLD.seed, OLD.drawn_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a repeated film was drawn by lot: it stays';
END $$;
CREATE TRIGGER judging_keep_repeat BEFORE UPDATE OR DELETE ON judging_repeat
    FOR EACH ROW EXECUTE FUNCTION judging_keep_repeat();

CREATE FUNCTION judging_check_repeat_mark() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked judging_criterion%ROWTYPE;
    asked_in bigint;
BEGIN
    SELECT * INTO asked FROM judging_criterion WHERE id = NEW.criterion_id;
    SELECT a.round_id INTO asked_in FROM judging_repeat r
        JOIN judging_assignment a ON a.id = r.assignment_id WHERE r.id = NEW.repeat_id;
    IF asked.round_id <> asked_in THEN
        RAISE EXCEPTION 'this criterion belongs to another round';
    END IF;
    IF NEW.value < asked.lowest OR NEW.value > asked.highest
       OR mod(NEW.value - asked.lowest, asked.step) <> 0 THEN
        RAISE EXCEPTION 'a mark of % is out of range % to %', NEW.value, asked.lowest, asked.highest;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judging_check_repeat_mark BEFORE INSERT ON judging_repeatmark
    FOR EACH ROW EXECUTE FUNCTION judging_check_repeat_mark();

CREATE FUNCTION judging_chain_repeat_mark() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    SELECT a.round_id INTO NEW.round_id FROM judging_repeat r
        JOIN judging_assignment a ON a.id = r.assignment_id WHERE r.id = NEW.repeat_id;
    -- One at a time per round, until the end of the transaction.
    PERFORM pg_advisory_xact_lock(724002, NEW.round_id::integer);
    SELECT number, digest INTO last FROM judging_repeatmark
        WHERE round_id = NEW.round_id ORDER BY number DESC LIMIT 1;
    NEW.number := coalesce(last.number, 0) + 1;
    NEW.giver := NEW.given_by_id;
    NEW.digest := judging_score_digest(
        coalesce(last.digest, ''), NEW.round_id, NEW.number, NEW.repeat_id, NEW.criterion_id,
        NEW.value, NEW.giver, NEW.given_at
    );
    RETURN NEW;
END $$;
-- By its name it comes after judging_check_repeat_mark: a mark that is refused takes no number.
CREATE TRIGGER judging_give_digest BEFORE INSERT ON judging_repeatmark
    FOR EACH ROW EXECUTE FUNCTION judging_chain_repeat_mark();

CREATE FUNCTION judging_end_repeat_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO judging_scorechain (round_id, length, digest, repeat_length, repeat_digest)
        SELECT DISTINCT ON (round_id) round_id, 0, '', number, digest FROM given ORDER BY round_id, number DESC
    ON CONFLICT (round_id) DO UPDATE
        SET repeat_length = excluded.repeat_length, repeat_digest = excluded.repeat_digest;
    RETURN NULL;
END $$;
CREATE TRIGGER judging_end_chain AFTER INSERT ON judging_repeatmark
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION judging_end_repeat_chain();

CREATE TRIGGER judging_keep_repeat_mark BEFORE UPDATE OR DELETE ON judging_repeatmark
    FOR EACH ROW EXECUTE FUNCTION judging_keep_score();
CREATE TRIGGER judging_never_emptied BEFORE TRUNCATE ON judging_repeatmark
    FOR EACH STATEMENT EXECUTE FUNCTION judging_never_emptied();
CREATE TRIGGER judging_never_emptied BEFORE TRUNCATE ON judging_repeat
    FOR EACH STATEMENT EXECUTE FUNCTION judging_never_emptied();
"""
BACKWARD = """
DROP TRIGGER judging_never_emptied ON judging_repeat;
DROP TRIGGER judging_never_emptied ON judging_repeatmark;
DROP TRIGGER judging_keep_repeat_mark ON judging_repeatmark;
DROP TRIGGER judging_end_chain ON judging_repeatmark;
DROP TRIGGER judging_give_digest ON judging_repeatmark;
DROP TRIGGER judging_check_repeat_mark ON judging_repeatmark;
DROP TRIGGER judging_keep_repeat ON judging_repeat;
DROP FUNCTION judging_end_repeat_chain();
DROP FUNCTION judging_chain_repeat_mark();
DROP FUNCTION judging_check_repeat_mark();
DROP FUNCTION judging_keep_repeat();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("judging", "0023_chain_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Repeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False, null=True)),
                ("seed", models.CharField(editable=False, max_length=32)),
                ("drawn_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "To be marked again"),
                            ("confirmed", "Confirmed"),
                            ("declined", "Remembered too well"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("field_versions", models.JSONField(default=dict, editable=False)),
                ("recent_saves", models.JSONField(default=list, editable=False)),
                ("stretches", models.JSONField(default=list, editable=False)),
                ("seconds", models.PositiveIntegerField(default=0, editable=False)),
                ("heard_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "repeated film",
                "verbose_name_plural": "repeated films",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RepeatMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveIntegerField(editable=False, null=True)),
                ("giver", models.BigIntegerField(editable=False, null=True)),
                ("digest", models.CharField(default="", editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "mark of a repeated film",
                "verbose_name_plural": "marks of repeated films",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="roundrules",
            name="hidden_repeats",
            field=models.PositiveSmallIntegerField(
                default=0,
                validators=[django.core.validators.MaxValueValidator(2)],
                verbose_name="hidden repeats per juror",
            ),
        ),
        migrations.AddField(
            model_name="scorechain",
            name="repeat_digest",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="scorechain",
            name="repeat_length",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="roundrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("hidden_repeats__lte", 2)), name="two_repeats_at_most"
            ),
        ),
        migrations.AddField(
            model_name="repeat",
            name="assignment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="repeat", to="judging.assignment"
            ),
        ),
        migrations.AddField(
            model_name="repeatmark",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="judging.criterion"
            ),
        ),
        migrations.AddField(
            model_name="repeatmark",
            name="given_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="repeatmark",
            name="repeat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="judging.repeat"
            ),
        ),
        migrations.AddField(
            model_name="repeatmark",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="judging.round",
            ),
        ),
        migrations.AddConstraint(
            model_name="repeat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("state", "waiting")),
                    models.Q(models.Q(("state", "waiting"), _negated=True), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="settled_repeat_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="repeatmark",
            constraint=models.UniqueConstraint(fields=("round", "number"), name="one_repeat_mark_per_link"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
