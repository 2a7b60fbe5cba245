"""The released programme as the audience reads it: days, items, films. Nothing pencilled ever gets here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from festival.localized import LocalizedText
from festival.models import Edition
from screenings.cards import film_card, shape_of
from screenings.models import Slot
from screenings.planning.days import DAY_BEGINS_AT, festival_day
from screenings.stills import with_pictures
from submissions.models import Entry


@dataclass(frozen=True)
class Item:
    """One line of the programme. `films` are cards, in the released order; a withdrawn film is not among them."""

    slot: Slot
    title: LocalizedText
    day: date
    films: list[dict[str, Any]]
    after_midnight: bool = False
    """The festival's evening goes on, the calendar's does not."""

    @property
    def cancelled(self) -> bool:
        return self.slot.status == "cancelled"

    @property
    def shape(self) -> str:
        return shape_of(self.films)

    @property
    def minutes(self) -> int:
        return round((self.slot.ends_at - self.slot.starts_at).total_seconds() / 60)


@dataclass(frozen=True)
class Day:
    date: date
    items: list[Item]


def released_slots(edition: Edition) -> Any:
    return Slot.objects.for_the_audience().filter(version__edition=edition).with_places()


def programme_of(edition: Edition) -> list[Day]:
    """All days with something on them. Three queries, however long the festival."""
    items = items_of(edition, released_slots(edition))
    by_day: dict[date, list[Item]] = {}
    for item in items:
        by_day.setdefault(item.day, []).append(item)
    return [Day(day, found) for day, found in sorted(by_day.items())]


def items_of(edition: Edition, slots: Iterable[Slot]) -> list[Item]:
    slots = list(slots)
    films = public_films(edition, {pk for slot in slots for pk in slot.entry_ids})
    return [
        Item(
            slot=slot,
            title=slot.title,
            day=festival_day(slot.starts_at, edition.tz),
            films=[film_card(films[pk], width=480) for pk in slot.entry_ids if pk in films],
            after_midnight=slot.starts_at.astimezone(edition.tz).hour < DAY_BEGINS_AT,
        )
        for slot in slots
    ]


def announced_films(edition: Edition) -> QuerySet[Entry]:
    """The official selection as the public may know it, with all that cards show; empty before it is announced."""
    films = with_pictures(Entry.objects.of_edition(edition).selected_publicly().for_cards())
    return films.order_by("title_international", "title_original", "pk")


def public_films(edition: Edition, keys: Iterable[UUID]) -> dict[UUID, Entry]:
    """The named films, as far as the public may know them."""
    keys = set(keys)
    return {film.pk: film for film in announced_films(edition).filter(pk__in=keys)} if keys else {}


def showings_of(entry: Entry) -> list[Slot]:
    """When and where the audience can see this film."""
    return list(released_slots(entry.edition).filter(entry_ids__contains=[entry.pk]))
