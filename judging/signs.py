"""What the office is told about how scorecards came about: never a mark. A sign begins a conversation, no more."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from judging.models import Assignment, Round, Score

BEFORE_WATCHING_PERCENT = 50
"""Whoever has all marks ready before half of the film was played, has scored before watching."""


@dataclass(frozen=True)
class Sign:
    """`kind`: before_watching (with the share that had been played) or after_looking at the others' marks."""

    kind: str
    juror: str
    film: str
    percent: int | None = None


def signs_of(judged: Round) -> list[Sign]:
    """In the order of the films. One query."""
    changed = Score.objects.filter(
        scorecard=OuterRef("scorecard"), given_at__gt=OuterRef("scorecard__others_seen_at")
    )
    rows: Any = (
        Assignment.objects.filter(round=judged)
        .standing()
        .annotate(changed=Exists(changed))
        .filter(Q(scorecard__watched_when_scored__lt=BEFORE_WATCHING_PERCENT) | Q(changed=True))
        .annotate(percent=F("scorecard__watched_when_scored"))
        .select_related("juror", "entry")
        .order_by("entry__number", "entry_id", "juror_id")
    )
    signs = []
    for row in rows:
        if row.percent is not None and row.percent < BEFORE_WATCHING_PERCENT:
            signs.append(Sign("before_watching", str(row.juror), str(row.entry), row.percent))
        if row.changed:
            signs.append(Sign("after_looking", str(row.juror), str(row.entry)))
    return signs
