"""Hand out the films of a round: by plan, looked at first, or pair by pair. What somebody has begun is never taken away."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict
from judging.actions.assigning_rules import (
    keep_anchors,
    keep_capacity,
    keep_expertise,
    keep_quotas,
    keep_rules,
    keep_wanted,
)
from judging.actions.conflicts import look_for_conflicts
from judging.actions.topping import Handed, hand_on, locked_round, reassign, top_up
from judging.assignable import Pair, forbidden_pairs, parties_of, seats_of
from judging.assigning import Plan, solve
from judging.assignment_figures import figures_of
from judging.enums_assigning import PlanState
from judging.film_numbers import shown_numbers
from judging.models import Assignment, AssignmentPlan, Juror, Round
from judging.obstacles import obstacle
from judging.tasks import work_out_plan
from submissions.enums import EntryState
from submissions.models import Entry

__all__ = [
    "Applied",
    "Handed",
    "apply_plan",
    "ask_for_plan",
    "assign_all",
    "assign_spread",
    "give_film",
    "hand_on",
    "keep_anchors",
    "keep_capacity",
    "keep_expertise",
    "keep_quotas",
    "keep_rules",
    "keep_wanted",
    "pairs_of",
    "reassign",
    "take_film",
    "top_up",
    "work_out",
]

AT_ONCE = 12_000
"""Films times jurors that are worked out within the request; more is a worker's business."""


@dataclass(frozen=True)
class Applied:
    """Pairs. `kept`: those that the plan would have taken away, but somebody had begun."""

    added: int
    removed: int
    kept: int


def assign_all(judged: Round, *, by: Any) -> int:
    """Everybody of the jury sees every film, except recused ones; returns the number of new assignments."""
    with transaction.atomic():
        locked_round(judged)
        films = judged.entries.filter(state=EntryState.SUBMITTED).values_list("pk", flat=True)
        jurors = seats_of(judged).values_list("pk", flat=True)
        pairs = {(str(juror), str(film)) for juror in jurors for film in films}
        return _write(judged, pairs - forbidden_pairs(judged), by=by).added


def assign_spread(judged: Round, per_film: int, *, by: Any) -> Plan:
    """`per_film` jurors for each film, at once and without a preview. Keeps what is assigned already."""
    with transaction.atomic():
        locked_round(judged)
        problem = parties_of(judged, keep=True).problem
        plan = solve(replace(problem, rules=replace(problem.rules, per_film=per_film)))
        _write(judged, set(plan.pairs), by=by)
    return plan


def ask_for_plan(judged: Round, *, by: Any, keep: bool = False) -> AssignmentPlan:
    """Work out who would watch what, by the stored rules; at once, or by a worker where the round is large.

    `keep`: only add to what is handed out. Older plans that were never applied are thrown away.
    """
    with transaction.atomic():
        locked_round(judged)
        judged.assignment_plans.exclude(state=PlanState.APPLIED).delete()
        plan = AssignmentPlan.objects.create(round=judged, asked_by=by, keeps=keep)
        if judged.round_entries.count() * seats_of(judged).count() > AT_ONCE:
            work_out_plan.delay_on_commit(plan.pk)
            return plan
    return work_out(plan)


def work_out(plan: AssignmentPlan) -> AssignmentPlan:
    """Solve it and keep what came out. Again changes nothing: the same facts give the same plan."""
    parties = parties_of(plan.round, keep=plan.keeps)
    rows = {str(entry): pk for entry, pk in plan.round.round_entries.values_list("entry_id", "pk")}
    solved = solve(parties.problem, told=lambda percent: _tell(plan, percent))
    pairs: dict[str, list[int]] = {}
    for juror, film in solved.pairs:
        pairs.setdefault(juror, []).append(rows[film])
    plan.pairs, plan.figures, plan.facts_sha256 = pairs, figures_of(solved), parties.digest
    plan.state, plan.percent = PlanState.READY, 100
    written = AssignmentPlan.objects.filter(pk=plan.pk, state__in=[PlanState.WAITING, PlanState.READY])
    written.update(
        pairs=plan.pairs,
        figures=plan.figures,
        facts_sha256=plan.facts_sha256,
        state=plan.state,
        percent=plan.percent,
    )
    return plan


def _tell(plan: AssignmentPlan, percent: int) -> None:
    AssignmentPlan.objects.filter(pk=plan.pk, state=PlanState.WAITING).update(percent=percent)


def apply_plan(plan: AssignmentPlan, *, by: Any) -> Applied:
    """Make the round's assignments what the plan says, but for what somebody has begun in the meantime.

    Refuses (Conflict) a plan that is not ready or was applied, and one made from films, jurors, rules or conflicts that
    are no longer so.
    """
    with transaction.atomic():
        locked_round(plan.round)
        present = AssignmentPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        if present.state != PlanState.READY:
            raise Conflict(_("This plan is not waiting to be applied. Look at the newest one."))
        if parties_of(plan.round).digest != present.facts_sha256:
            raise Conflict(
                _("Films, jurors, rules or conflicts have changed since this plan was made. Make a new one.")
            )
        applied = _write(plan.round, pairs_of(present), by=by, remove=not present.keeps)
        present.state, present.applied_at = PlanState.APPLIED, timezone.now()
        present.save(update_fields=["state", "applied_at"])
    return applied


def pairs_of(plan: AssignmentPlan) -> set[Pair]:
    films = {pk: str(entry) for pk, entry in plan.round.round_entries.values_list("pk", "entry_id")}
    return {(juror, films[row]) for juror, rows in plan.pairs.items() for row in rows if row in films}


def give_film(judged: Round, juror: Juror, entry: Entry, *, by: Any) -> Assignment:
    """One more film for one juror, by hand. A conflict is refused; limits and languages are for the office to weigh."""
    with transaction.atomic():
        locked_round(judged)
        if refusal := obstacle(judged, juror, entry):
            raise Conflict(refusal)
        position = shown_numbers(judged)[str(entry.pk)]
        given, new = Assignment.objects.get_or_create(
            round=judged, juror=juror, entry=entry, defaults={"position": position}
        )
        if new:
            audit.record("round.film_given", judged, by=by, note=str(entry), after=str(juror))
    return given


def take_film(given: Assignment, *, by: Any) -> None:
    """Take a film off a juror's list by hand, as long as nobody has begun it."""
    with transaction.atomic():
        locked_round(given.round)
        gone, _details = Assignment.objects.filter(pk=given.pk).untouched().delete()
        if not gone and Assignment.objects.filter(pk=given.pk).exists():
            raise Conflict(
                _("%(juror)s has begun this film. Recuse the juror instead, so that nothing is lost.")
                % {"juror": given.juror}
            )
        if gone:
            audit.record(
                "round.film_taken", given.round, by=by, note=str(given.entry), before=str(given.juror)
            )


def _write(judged: Round, wanted: set[Pair], *, by: Any, remove: bool = False) -> Applied:
    """Under the lock of the round: what is missing is added, what is too much and untouched goes."""
    standing = {
        (str(juror), str(entry)): pk
        for pk, juror, entry in judged.assignments.order_by().values_list("pk", "juror_id", "entry_id")
    }
    added = wanted - set(standing)
    surplus = [standing[pair] for pair in set(standing) - wanted] if remove else []
    untouched = judged.assignments.filter(pk__in=surplus).untouched()
    removed = untouched.delete()[1].get(Assignment._meta.label, 0) if surplus else 0
    Assignment.objects.bulk_create(_rows(judged, added), batch_size=2000)
    applied = Applied(len(added), removed, len(surplus) - removed)
    if added or removed:
        audit.record("round.assigned", judged, by=by, count=len(added), taken_away=removed)
    if added:
        look_for_conflicts(judged)
    return applied


def _rows(judged: Round, pairs: Collection[Pair]) -> list[Assignment]:
    """Positions are turned by juror, so that not everybody begins with the same film."""
    place = shown_numbers(judged)
    jurors = sorted({juror for juror, _film in pairs}, key=int)
    turn = {juror: number * len(place) // max(len(jurors), 1) for number, juror in enumerate(jurors)}
    return [
        Assignment(
            round=judged,
            juror_id=int(juror),
            entry_id=UUID(film),
            position=(place[film] - 1 - turn[juror]) % len(place) + 1,
        )
        for juror, film in sorted(pairs)
    ]
