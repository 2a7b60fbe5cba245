"""The numbers under which a blind round shows its films: drawn by lot, so that they tell no order of submission."""

from secrets import SystemRandom

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Mod

from judging.models import Assignment, Round, RoundEntry
from judging.models.round_rules import rules_of
from judging.veil_fields import VeilField

FEWEST_FREE, ONE_IN = 4, 8
"""Numbers that a round with repeats leaves free: one for so many films, four at least."""
SHOWN_NUMBER = Coalesce("number", "position")
"""Of a row of the round. Without a drawn number, where titles are shown or nothing has opened yet, its position."""


def draw_numbers(judged: Round) -> None:
    """On opening, once for good; each juror's list is turned into the order of the numbers, begun where it began.

    A few statements, however many films. A round that shows films twice leaves some numbers free for that, so that
    the second number of a film is one among the others.
    """
    if VeilField.TITLE in judged.shown_fields or judged.round_entries.exclude(number=None).exists():
        return
    rows = list(judged.round_entries.all())
    lot = SystemRandom()
    lot.shuffle(rows)
    free = max(FEWEST_FREE, len(rows) // ONE_IN) if rules_of(judged).hidden_repeats else 0
    drawn = sorted(lot.sample(range(1, len(rows) + free + 1), len(rows)))
    for row, number in zip(rows, drawn, strict=True):
        row.number = number
    RoundEntry.objects.bulk_update(rows, ["number"], batch_size=1000)
    if free:
        _follow_order(judged, rows)
    else:
        _follow_numbers(judged, len(rows))


def _follow_numbers(judged: Round, films: int) -> None:
    """A list that began at the fifth film of the round begins at the film with the number five."""
    row = RoundEntry.objects.filter(round=judged, entry=OuterRef("entry"))
    moved = Subquery(row.values("number")[:1]) - Subquery(row.values("position")[:1])
    judged.assignments.update(position=Mod(F("position") + moved - 1 + 2 * films, films) + 1)


def _follow_order(judged: Round, rows: list[RoundEntry]) -> None:
    """The same where some numbers are free: a list that began at the fifth film begins at the fifth number."""
    moved = {row.entry_id: place - row.position for place, row in enumerate(rows, 1)}
    tasks = list(judged.assignments.only("entry", "position"))
    for task in tasks:
        task.position = (task.position + moved[task.entry_id] - 1) % len(rows) + 1
    Assignment.objects.bulk_update(tasks, ["position"], batch_size=1000)


def shown_numbers(judged: Round) -> dict[str, int]:
    """By the film's key. One query."""
    rows = judged.round_entries.annotate(shown=SHOWN_NUMBER).order_by("shown")
    return {str(entry): shown for entry, shown in rows.values_list("entry_id", "shown")}
