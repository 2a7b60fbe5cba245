"""Reading films that are shown twice: for the draw, for the juror's list, for the desk's progress."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from judging.booth import total_of
from judging.enums import RepeatState, Standing
from judging.models import Assignment, ConflictFind, Repeat, Round, Score
from judging.people_enums import FindState
from judging.questions import asked_of, questions_of
from judging.repeat_draw import Seen

STANDING = {
    RepeatState.CONFIRMED: Standing.DONE,
    RepeatState.DECLINED: Standing.STEPPED_BACK,
}


@dataclass(frozen=True)
class RepeatProgress:
    """How many films are shown again in a round, and how many of them are marked or declined. Never a mark."""

    drawn: int
    confirmed: int
    declined: int


def progress_of_repeats(judged: Round) -> RepeatProgress:
    """Of films that still stand. One query."""
    states = Counter(
        Repeat.objects.filter(assignment__round=judged).standing().values_list("state", flat=True)
    )
    return RepeatProgress(sum(states.values()), states[RepeatState.CONFIRMED], states[RepeatState.DECLINED])


def films_seen(judged: Round, juror: int) -> list[Seen]:
    """What the juror has confirmed with an opinion, in the order of confirming, without what is shown again already."""
    cards = list(
        judged.assignments.filter(juror=juror, repeat=None)
        .standing()
        .confirmed()
        .filter(scorecard__abstained=False)
        .order_by("scorecard__confirmed_at", "pk")
        .annotate(card=F("scorecard__pk"), looked=F("scorecard__others_seen_at"))
    )
    marks: dict[int, dict[int, Any]] = {}
    current = Score.objects.filter(scorecard__in=[one.card for one in cards]).current()
    for card, criterion, value in current.values_list("scorecard_id", "criterion_id", "value"):
        if value is not None:
            marks.setdefault(card, {})[criterion] = value
    criteria, unfit = questions_of(judged), _unfit(judged, juror)
    seen = []
    for one in cards:
        total = total_of(asked_of(criteria, one.entry_id), marks.get(one.card, {}))
        fit = bool(total) and one.looked is None and one.entry_id not in unfit
        seen.append(Seen(one.pk, str(one.entry_id), float(total or 0), fit))
    return seen


def _unfit(judged: Round, juror: int) -> set[Any]:
    """Films to find the scale by, films that have another file now, and those with a conflict that may be one."""
    rows = judged.round_entries
    found = set(rows.filter(calibration=True).values_list("entry_id", flat=True))
    found |= set(rows.filter(film_changed=True).values_list("entry_id", flat=True))
    finds = ConflictFind.objects.filter(juror=juror).exclude(state=FindState.CLEARED)
    return found | set(finds.values_list("entry_id", flat=True))


def times_shown(judged: Round) -> dict[str, int]:
    films = Repeat.objects.filter(assignment__round=judged).values_list("assignment__entry_id", flat=True)
    return Counter(str(film) for film in films)


def numbers_taken(judged: Round, assignment: int) -> set[int]:
    """Under which this juror knows films of the round; nothing where titles are shown."""
    drawn = set(judged.round_entries.exclude(number=None).values_list("number", flat=True))
    juror = Assignment.objects.filter(pk=assignment).values("juror")
    again = Repeat.objects.filter(assignment__round=judged, assignment__juror__in=juror)
    return drawn | set(again.exclude(number=None).values_list("number", flat=True))


def repeat_standing(state: str, *, begun: bool) -> str:
    """Where the juror is with it, in the words of the list."""
    return STANDING.get(RepeatState(state), Standing.BEGUN if begun else Standing.WAITING)
