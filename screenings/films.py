"""What the programme needs to know of a film: whether it is in the selection, how long it runs, how it stands."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from festival.models import Edition
from screenings.planning.clashes import FilmFacts
from screenings.planning.running import Running, running_time
from submissions.enums import Decision, EntryState
from submissions.models import Entry
from submissions.signing import permissions_of


def official_selection(edition: Edition) -> QuerySet[Entry]:
    """The films chosen and still with us, whether announced or not."""
    return (
        edition.entries.submitted()
        .filter(decision=Decision.SELECTED)
        .select_related("film", "category", "section")
        .order_by("title_international", "title_original", "number")
    )


def film_facts(entry: Entry) -> FilmFacts:
    shown = entry.decision == Decision.SELECTED and entry.state == EntryState.SUBMITTED
    return FilmFacts(entry.pk, entry.title, entry.orientation or None, shown, hall_refused(entry))


def hall_refused(entry: Entry) -> bool:
    """Whether its makers have said no to screenings in a hall. Silence is not a no: the programme asks them."""
    return permissions_of(entry).in_person is False


def running_of(entries: Iterable[Entry], *, intro_min: int = 0, qa_min: int = 0) -> Running:
    return running_time([entry.runtime_s for entry in entries], intro_min=intro_min, qa_min=qa_min)


def running_of_screening(screening: Any) -> Running:
    """Expects the block's films prefetched where many are asked."""
    entries = [item.entry for item in screening.block.block_films.all()]
    return running_of(entries, intro_min=screening.intro_min, qa_min=screening.qa_min)
