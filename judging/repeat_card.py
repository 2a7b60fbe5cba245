"""The second card of a film as its juror sees it: without the first marks, and without words."""

from dataclasses import replace
from typing import Any

from django.http import Http404

from judging.actions.repeats import repeat_marks
from judging.booth import CardView, make_card_view, total_of
from judging.duties import duty_of
from judging.enums import RepeatState
from judging.models import Repeat
from judging.questions import asked_of, questions_of


def repeat_of(user: Any, round_pk: int, pk: int) -> Repeat:
    """One of the juror's own, with its assignment as `duty_of` gives it. Raises Http404, RoundNotOpen."""
    found = Repeat.objects.visible_to(user).filter(pk=pk, assignment__round=round_pk).first()
    if found is None:
        raise Http404
    found.assignment = duty_of(user, round_pk, found.assignment_id)
    return found


def repeat_view(repeat: Repeat) -> CardView:
    """One query for the criteria, one for the marks."""
    first = repeat.assignment
    criteria, marks = questions_of(first.round), repeat_marks(repeat)
    return replace(
        make_card_view(None, criteria, marks, film=first.entry_id),
        version=repeat.version,
        total=total_of(asked_of(criteria, first.entry_id), marks),
        confirmed_at=repeat.settled_at if repeat.state == RepeatState.CONFIRMED else None,
    )
