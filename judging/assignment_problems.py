"""What an assignment lacks before a round can open: jurors without films, and jurors whom nothing links."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.assignable import seats_of
from judging.assigning.figures import components
from judging.models import Juror, Round

NAMED = 5


def linking_problems(judged: Round) -> list[str]:
    """In words, with names. Calibration films go to everybody on opening, and so link everybody.

    Three queries, four where something is wrong.
    """
    jurors_of: dict[object, set[int]] = defaultdict(set)
    rows = judged.assignments.standing().order_by().values_list("juror_id", "entry_id")
    for juror, entry in rows:
        jurors_of[entry].add(juror)
    if not jurors_of:
        return []
    seats = {juror.pk: juror for juror in Juror.objects.filter(jury=judged.jury_id)}
    busy = set().union(*jurors_of.values())
    sitting = seats_of(judged).values_list("pk", flat=True)
    idle = [str(seats[pk]) for pk in sitting if pk not in busy]
    problems = [_idle(idle)] if idle else []
    problems += _apart(seats, sorted(busy), list(jurors_of.values()))
    if problems and judged.round_entries.filter(calibration=True).exists():
        return []
    return problems


def _idle(names: list[str]) -> str:
    words = ngettext(
        "%(jurors)s has no film to watch. Give films to this juror, or take the seat away.",
        "%(jurors)s have no film to watch. Give films to these jurors, or take their seats away.",
        len(names),
    )
    return words % {"jurors": and_more(names)}


def _apart(seats: dict[int, Juror], busy: list[int], holders: list[set[int]]) -> list[str]:
    place = {juror: number for number, juror in enumerate(busy)}
    linked = np.eye(len(busy), dtype=bool)
    for jurors in {frozenset(jurors) for jurors in holders}:
        columns = [place[juror] for juror in jurors]
        linked[np.ix_(columns, columns)] = True
    part = components(linked)
    count = int(part.max()) + 1
    if count == 1:
        return []
    films = np.bincount([part[place[next(iter(jurors))]] for jurors in holders], minlength=count)
    pieces = []
    for number in np.argsort(-films, kind="stable"):
        names = [str(seats[juror]) for juror in busy if part[place[juror]] == number]
        words = ngettext(
            "%(jurors)s with %(count)s film", "%(jurors)s with %(count)s films", int(films[number])
        )
        pieces.append(words % {"jurors": and_more(names), "count": int(films[number])})
    return [
        _(
            "The jury falls into %(count)s parts that share no film, so that strict and kind jurors cannot be told "
            "apart: %(parts)s. Give some films to everybody, or spread the films anew."
        )
        % {"count": count, "parts": "; ".join(pieces[:NAMED])}
    ]


def and_more(names: Sequence[str], most: int = NAMED) -> str:
    """A list of names that stays short."""
    shown = ", ".join(names[:most])
    left = len(names) - most
    if left <= 0:
        return shown
    return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", left) % {
        "names": shown,
        "count": left,
    }
