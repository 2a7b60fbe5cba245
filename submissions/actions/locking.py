"""Many entries in one hand."""

from collections.abc import Collection
from typing import Any

from submissions.models import Entry

LIGHT = (
    "id",
    "edition_id",
    "category_id",
    "section_id",
    "owner_id",
    "film_id",
    "number",
    "state",
    "decision",
    "submitted_at",
    "title_original",
    "title_international",
    "title_language",
    "film__id",
    "film__state",
    "film__playable_at",
    "film__verified_at",
)


def light(entries: Any) -> Any:
    """Only what deeds to many entries ask about them: five thousand whole rows would weigh a hundred megabytes."""
    return entries.select_related("film").only(*LIGHT)


def locked(keys: Collection[Any]) -> list[Entry]:
    """These entries, locked in the order of their keys, so that two crowds cannot lock each other out.

    Must stand inside a transaction. Their films are read along, not locked.
    """
    rows = Entry.objects.select_for_update(of=("self",)).filter(pk__in=list(keys))
    return list(light(rows).order_by("pk"))
