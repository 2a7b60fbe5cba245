"""What the programme needs to know of a film: whether it is in the selection, how long it runs, how it stands."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from festival.models import Edition
from screenings.planning.clashes import FilmFacts
from screenings.planning.running import Running, running_time
from submissions.enums import Decision, EntryState
from submissions.models import Entry


def official_selection(edition: Edition) -> QuerySet[Entry]:
    """The films chosen and still with us, whether announced or not."""
    return (
        edition.entries.filter(decision=Decision.SELECTED, state=EntryState.SUBMITTED)
        .select_related("film", "category", "section")
        .order_by("title_international", "title_original", "number")
    )


def duration_s(entry: Entry) -> float | None:
    """Measured seconds, never typed ones."""
    return (entry.film.probe.get("film") or {}).get("span_s") if entry.film else None


def picture_size(entry: Entry) -> tuple[int, int] | None:
    """Width and height as displayed."""
    film = (entry.film.probe.get("film") or {}) if entry.film else {}
    return (film["width"], film["height"]) if film.get("width") and film.get("height") else None


def orientation(entry: Entry) -> str | None:
    size = picture_size(entry)
    if size is None:
        return None
    width, height = size
    return "square" if width == height else "horizontal" if width > height else "vertical"


def film_facts(entry: Entry) -> FilmFacts:
    shown = entry.decision == Decision.SELECTED and entry.state == EntryState.SUBMITTED
    return FilmFacts(entry.pk, entry.title, orientation(entry), shown)


def running_of(entries: Iterable[Entry], *, intro_min: int = 0, qa_min: int = 0) -> Running:
    return running_time([duration_s(entry) for entry in entries], intro_min=intro_min, qa_min=qa_min)


def running_of_screening(screening: Any) -> Running:
    """Expects the block's films prefetched where many are asked."""
    entries = [item.entry for item in screening.block.block_films.all()]
    return running_of(entries, intro_min=screening.intro_min, qa_min=screening.qa_min)
