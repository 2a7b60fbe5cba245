"""The reserve list of an edition, and the places that have become free since the selection was announced."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from festival.models import Edition
from submissions.enums import Decision, EntryState
from submissions.models import Entry, Telling

OUT = (EntryState.WITHDRAWN, EntryState.DISQUALIFIED)


@dataclass(frozen=True)
class FreePlace:
    """A film of the announced selection has dropped out; `next_up` is the film on the reserve that is meant for it."""

    gone: Entry
    next_up: Entry | None


def on_reserve(edition: Edition) -> Any:
    """Films decided for the reserve, in the office's order; those without a place last."""
    films = Entry.objects.of_edition(edition).submitted().filter(decision=Decision.RESERVE)
    return films.select_related("reserve_place").order_by(
        F("reserve_place__place").asc(nulls_last=True), "number"
    )


def free_places(edition: Edition) -> list[Entry]:
    """Films that were told to be selected, are out, and have no film in their place. Two queries."""
    if edition.selection_released_at is None:
        return []
    gone = Entry.objects.of_edition(edition).filter(state__in=OUT, decision=Decision.SELECTED)
    vacant = gone.exclude(pk__in=_taken(edition)).for_cards().by_number()
    films = list(vacant)
    if not films:
        return []
    tellings = Telling.objects.filter(release__edition=edition).filter(_names(films))
    told = {key for row in tellings for key, decision in row.told.items() if decision == Decision.SELECTED}
    return [film for film in films if str(film.pk) in told]


def suggestions(edition: Edition) -> list[FreePlace]:
    """Each free place with a film from the top of the list, no film for two places."""
    free = free_places(edition)
    waiting = list(on_reserve(edition)[: len(free)]) if free else []
    return [
        FreePlace(gone, waiting[number] if number < len(waiting) else None)
        for number, gone in enumerate(free)
    ]


def _taken(edition: Edition) -> Any:
    """Places that a film has moved up into, while that film is of the selection (or was when it dropped out)."""
    films = Entry.objects.of_edition(edition).filter(decision=Decision.SELECTED)
    return films.filter(reserve_place__instead_of__isnull=False).values("reserve_place__instead_of")


def _names(films: list[Entry]) -> Q:
    named = Q()
    for film in films:
        named |= Q(told__has_key=str(film.pk))
    return named
