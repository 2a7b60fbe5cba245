"""When the marks of a round were last worked out again; how many deliberations are in session, beside the edition."""

import django.db.models.deletion
from django.db import migrations, models

COUNT = """
UPDATE festival_edition SET deliberations_open = open.sessions
FROM (SELECT edition_id, count(*) AS sessions FROM judging_deliberation WHERE state = 'open' GROUP BY 1) AS open
WHERE open.edition_id = festival_edition.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("festival", "0010_deliberations_open"),
        ("judging", "0022_numbers_by_lot"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChainCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                ("broken_at", models.PositiveIntegerField(null=True)),
                ("score", models.BigIntegerField(null=True)),
                ("what", models.CharField(blank=True, max_length=8)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chain_check",
                        to="judging.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a chain of marks",
                "verbose_name_plural": "checks of chains of marks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("broken_at__isnull", True), ("score__isnull", True), ("what", "")),
                            models.Q(("broken_at__isnull", False), models.Q(("what", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="broken_chain_says_where",
                    )
                ],
            },
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
