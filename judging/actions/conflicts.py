"""The office looks for conflicts and answers each find: take the juror off, or there is none."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from judging import tasks
from judging.actions.juries import recuse
from judging.actions.scoring import plain_text
from judging.actions.topping import reassign
from judging.conflict_search import LARGE_ROUND, search
from judging.conflict_words import sentence
from judging.enums import RoundState
from judging.lifecycle import find_state
from judging.models import Assignment, ConflictFind, Juror, Round
from judging.people_enums import FindState

LONGEST_NOTE = 300


def look_for_conflicts(judged: Round) -> int | None:
    """Search now; a large round is left to a worker, and then None comes back instead of the number of open finds."""
    if judged.round_entries.count() > LARGE_ROUND:
        tasks.look_for_conflicts.delay_on_commit(judged.pk)
        return None
    return search(judged)


def clear_find(find: ConflictFind, *, by: Any, note: str = "") -> ConflictFind:
    """No conflict: kept with who said so and when, and never asked again."""
    words = plain_text(note).strip()[:LONGEST_NOTE]
    with transaction.atomic():
        ConflictFind.objects.filter(pk=find.pk).update(note=words)
        return find_state.move(
            find, FindState.CLEARED, by=by, note=words, answered_by=by, answered_at=timezone.now()
        )


def recuse_for_find(find: ConflictFind, *, by: Any) -> None:
    """Take the juror off the film for what was found, and hand it on in each round that is not closed.

    All open finds of this juror and film are answered with it.
    """
    reason = sentence(find)
    with transaction.atomic():
        recuse(find.juror, find.entry, by=by, reason=reason)
        alike = ConflictFind.objects.filter(juror=find.juror_id, entry=find.entry_id, state=FindState.OPEN)
        for one in alike:
            find_state.move(one, FindState.RECUSED, by=by, answered_by=by, answered_at=timezone.now())
        mine = Assignment.objects.filter(juror=find.juror_id, entry=find.entry_id)
        for assignment in mine.exclude(round__state=RoundState.CLOSED).select_related("round", "juror"):
            reassign(assignment, by=by, reason=reason)


def look_again_for(juror: Juror) -> None:
    """After the profile changed: all rounds of the jury that are not closed."""
    for judged in Round.objects.filter(jury=juror.jury_id).exclude(state=RoundState.CLOSED):
        look_for_conflicts(judged)
