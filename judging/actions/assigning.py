"""Hand out the films of a round. What somebody has begun is never taken away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from judging import assignment
from judging.actions.assigning_rules import (
    keep_anchors,
    keep_expertise,
    keep_quotas,
    keep_rules,
    keep_wanted,
)
from judging.actions.conflicts import look_for_conflicts
from judging.actions.topping import Handed, hand_on, reassign, top_up
from judging.assignable import own_films
from judging.enums import RoundState
from judging.models import Assignment, Juror, Recusal, Round
from submissions.enums import EntryState

__all__ = [
    "Handed",
    "assign_all",
    "assign_spread",
    "hand_on",
    "keep_anchors",
    "keep_expertise",
    "keep_quotas",
    "keep_rules",
    "keep_wanted",
    "reassign",
    "top_up",
]


def assign_all(judged: Round, *, by: Any) -> int:
    """Everybody of the jury sees every film, except recused ones; returns the number of new assignments."""
    films, jurors, forbidden = _parties(judged)
    return _apply(judged, assignment.everybody(films, jurors, forbidden=forbidden), by=by)


def assign_spread(judged: Round, per_film: int, *, by: Any) -> assignment.Plan:
    """`per_film` jurors for each film, minutes kept even. Keeps what is assigned already."""
    films, jurors, forbidden = _parties(judged)
    standing = [
        (str(juror), str(entry))
        for juror, entry in judged.assignments.values_list("juror_id", "entry_id")
        if (str(juror), str(entry)) not in forbidden
    ]
    plan = assignment.spread(films, jurors, per_film, forbidden=forbidden, standing=standing)
    _apply(judged, plan, by=by)
    return plan


def _parties(judged: Round) -> tuple[list[assignment.Film], list[str], set[tuple[str, str]]]:
    if judged.state == RoundState.CLOSED:
        raise Conflict(_("This round is closed. Nobody can be assigned any more."))
    entries = judged.entries.filter(state=EntryState.SUBMITTED).select_related("film")
    films = [
        assignment.Film(str(entry.pk), entry.film_facts.duration_s / 60)
        for entry in entries.order_by("round_entries__position").distinct()
    ]
    jurors = [
        str(pk) for pk in Juror.objects.filter(jury=judged.jury_id).sitting().values_list("pk", flat=True)
    ]
    forbidden = {
        (str(juror), str(entry))
        for juror, entry in Recusal.objects.filter(juror__jury=judged.jury_id).values_list(
            "juror_id", "entry_id"
        )
    }
    return films, jurors, forbidden | own_films(judged)


def _apply(judged: Round, plan: assignment.Plan, *, by: Any) -> int:
    """Write a plan. Positions are turned by juror, so that not everybody begins with the same film."""
    place = dict(judged.round_entries.values_list("entry_id", "position"))
    place = {str(entry): position for entry, position in place.items()}
    jurors = sorted({juror for juror, _film in plan.pairs}, key=int)
    turn = {juror: number * len(place) // max(len(jurors), 1) for number, juror in enumerate(jurors)}
    with transaction.atomic():
        before = judged.assignments.count()
        Assignment.objects.bulk_create(
            (
                Assignment(
                    round=judged,
                    juror_id=int(juror),
                    entry_id=film,
                    position=(place[film] - 1 - turn[juror]) % len(place) + 1,
                )
                for juror, film in plan.pairs
            ),
            ignore_conflicts=True,
        )
        made = judged.assignments.count() - before
        if made:
            audit.record("round.assigned", judged, by=by, count=made)
            look_for_conflicts(judged)
    return made
