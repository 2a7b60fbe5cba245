"""A film shown once more: marked or declined by its juror, and counted nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.exceptions import FestivalError, NotReady
from judging import watching
from judging.actions.duties import refuse_unless_open
from judging.actions.saving import LONGEST_KEY, RECENT_SAVES, Saved
from judging.actions.scoring import valid_mark
from judging.booth import plain
from judging.enums import RepeatState
from judging.exceptions import CardConfirmed
from judging.lifecycle import repeat_state
from judging.models import Assignment, Criterion, Repeat, RepeatMark
from judging.questions import asked_of, questions_of


def save_repeat(
    repeat: Repeat,
    criteria: Sequence[Criterion],
    sent: Mapping[str, Any],
    *,
    by: Any,
    base: int | None = None,
    key: str = "",
) -> Saved:
    """Keep every valid mark that is sent; as `save_card` keeps those that count, without any words.

    `base`: the version that the page had; what another window wrote since is not written over. `key`: the name of this
    save; with the same one again nothing is written.
    """
    with transaction.atomic():
        kept = _locked(repeat)
        saved, present = Saved(kept), repeat_marks(kept)
        if key and key[:LONGEST_KEY] in kept.recent_saves:
            return saved
        for criterion in asked_of(criteria, repeat.assignment.entry_id):
            if criterion_field(criterion) in sent:
                _mark(saved, kept, repeat.assignment, criterion, present, sent, by=by, base=base)
        if key:
            kept.recent_saves = [*kept.recent_saves, key[:LONGEST_KEY]][-RECENT_SAVES:]
        kept.save(update_fields=["version", "field_versions", "recent_saves"])
    return saved


def confirm_repeat(repeat: Repeat, *, by: Any) -> Repeat:
    """Every criterion answered; how much was watched this time is known, and asked of nobody."""
    with transaction.atomic():
        kept = _locked(repeat)
        if kept.state != RepeatState.WAITING:
            raise CardConfirmed
        marks = repeat_marks(kept)
        asked = asked_of(questions_of(repeat.assignment.round), repeat.assignment.entry_id)
        missing = [criterion for criterion in asked if criterion.pk not in marks]
        if missing:
            problems = [_("“%(criterion)s” has no mark yet.") % {"criterion": one} for one in missing]
            raise NotReady(problems, _("The scorecard is not complete yet."))
        return repeat_state.move(kept, RepeatState.CONFIRMED, by=by, settled_at=timezone.now())


def decline_repeat(repeat: Repeat, *, by: Any) -> Repeat:
    """The juror remembers the film too well to judge it anew: a fact, and nothing to excuse. Twice changes nothing."""
    with transaction.atomic():
        kept = _locked(repeat)
        if kept.state == RepeatState.DECLINED:
            return kept
        return repeat_state.move(kept, RepeatState.DECLINED, by=by, settled_at=timezone.now())


def reopen_repeat(repeat: Repeat, *, by: Any) -> Repeat:
    """As long as the round is open. Twice changes nothing."""
    with transaction.atomic():
        kept = _locked(repeat)
        if kept.state == RepeatState.WAITING:
            return kept
        return repeat_state.move(kept, RepeatState.WAITING, by=by, settled_at=None)


def record_repeat_watching(repeat: Repeat, reported: Iterable[Sequence[float]]) -> Repeat:
    """What the player reports of a second viewing, as far as the clock allows it. It gives no credit for anything."""
    with transaction.atomic():
        kept, now = _locked(repeat), timezone.now()
        kept.stretches = watching.believable(
            kept.stretches,
            reported,
            duration_s=repeat.assignment.entry.film_facts.duration_s,
            allowance_s=watching.allowance((now - (kept.heard_at or kept.drawn_at)).total_seconds()),
        )
        kept.seconds, kept.heard_at = watching.seconds(kept.stretches), now
        kept.save(update_fields=["stretches", "seconds", "heard_at"])
    return kept


def repeat_marks(repeat: Repeat) -> dict[int, Decimal]:
    """The newest mark by criterion, without those taken back."""
    rows = repeat.marks.current().values_list("criterion_id", "value")
    return {criterion: value for criterion, value in rows if value is not None}


def criterion_field(criterion: Criterion) -> str:
    """As the form names it."""
    return f"criterion_{criterion.pk}"


def _mark(  # noqa: PLR0917
    saved: Saved,
    kept: Repeat,
    assignment: Assignment,
    criterion: Criterion,
    present: Mapping[int, Decimal],
    sent: Mapping[str, Any],
    *,
    by: Any,
    base: int | None,
) -> None:
    name = criterion_field(criterion)
    try:
        mark = valid_mark(assignment, criterion, sent[name])
    except FestivalError as error:
        saved.problems.append(str(error.message))
        return
    now = present.get(criterion.pk)
    if mark == now:
        return
    if base is not None and kept.field_versions.get(name, 0) > base:
        saved.conflicts[name] = "" if now is None else plain(now)
    elif kept.state != RepeatState.WAITING:
        saved.refusal = CardConfirmed()
    else:
        RepeatMark.objects.create(repeat=kept, criterion=criterion, value=mark, given_by=by)
        kept.version += 1
        kept.field_versions |= {name: kept.version}


def _locked(repeat: Repeat) -> Repeat:
    """Locks the round and the row. Raises RoundNotOpen, or 404 for a film taken away."""
    refuse_unless_open(repeat.assignment)
    return Repeat.objects.select_for_update().get(pk=repeat.pk)
