"""The numbers under which a blind round shows its films: drawn by lot, so that they tell no order of submission."""

from secrets import SystemRandom

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Mod

from judging.models import Round, RoundEntry
from judging.veil_fields import VeilField

SHOWN_NUMBER = Coalesce("number", "position")
"""Of a row of the round. Without a drawn number, where titles are shown or nothing has opened yet, its position."""


def draw_numbers(judged: Round) -> None:
    """On opening, once for good; each juror's list is turned into the order of the numbers, begun where it began.

    A few statements, however many films.
    """
    if VeilField.TITLE in judged.shown_fields or judged.round_entries.exclude(number=None).exists():
        return
    rows = list(judged.round_entries.all())
    drawn = list(range(1, len(rows) + 1))
    SystemRandom().shuffle(drawn)
    for row, number in zip(rows, drawn, strict=True):
        row.number = number
    RoundEntry.objects.bulk_update(rows, ["number"], batch_size=1000)
    _follow_numbers(judged, len(rows))


def _follow_numbers(judged: Round, films: int) -> None:
    """A list that began at the fifth film of the round begins at the film with the number five."""
    row = RoundEntry.objects.filter(round=judged, entry=OuterRef("entry"))
    moved = Subquery(row.values("number")[:1]) - Subquery(row.values("position")[:1])
    judged.assignments.update(position=Mod(F("position") + moved - 1 + 2 * films, films) + 1)


def shown_numbers(judged: Round) -> dict[str, int]:
    """By the film's key. One query."""
    rows = judged.round_entries.annotate(shown=SHOWN_NUMBER).order_by("shown")
    return {str(entry): shown for entry, shown in rows.values_list("entry_id", "shown")}
