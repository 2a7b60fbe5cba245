"""The index follows the entries: triggers mark what changed, and whoever searches brings that up to date first."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from submissions.models import Entry, EntrySearch
from submissions.search.document import document, for_indexing, office_document

A_BATCH = 500
BEFORE_A_SEARCH = 200
"""More than this many at once come from an import; the worker indexes those within a minute."""

_WRITE = """
UPDATE submissions_entrysearch AS kept
SET document = made.document::tsvector, office = made.office::tsvector, stale = false
FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS made(entry_id, document, office)
WHERE kept.entry_id = made.entry_id
"""


def freshen(most: int = A_BATCH, *, edition_id: int | None = None) -> int:
    """Index up to `most` entries that changed. Returns how many.

    A row that somebody else is indexing, or whose entry is just being written, is passed over. The row's lock is held
    until the words are written, so a change that comes meanwhile waits and marks the row stale again.
    """
    stale = EntrySearch.objects.filter(stale=True)
    if edition_id is not None:
        stale = stale.filter(entry__edition_id=edition_id)
    if not stale.exists():
        return 0
    with transaction.atomic():
        locked = stale.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        keys = list(locked.values_list("pk", flat=True)[:most])
        write(list(for_indexing(Entry.objects.filter(pk__in=keys))))
    return len(keys)


def write(entries: Sequence[Entry]) -> None:
    if not entries:
        return
    keys = [entry.pk for entry in entries]
    columns: list[Any] = [
        keys,
        [document(entry) for entry in entries],
        [office_document(entry) for entry in entries],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, columns)


def freshen_all() -> int:
    """Until nothing is stale that nobody else has in hand."""
    total = 0
    while done := freshen():
        total += done
    return total
