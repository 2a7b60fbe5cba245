"""All that an entry says, kept as numbered versions: what was handed in, and each change after it.

Another noun of the entry joins with one line, `rows("accessor", label)` or `part("name", label, collect)`, in
`submissions.snapshots.registry`. Whoever changes a submitted entry calls `keep(entry, cause, by=…)` in the same
transaction, after the change.
"""

from submissions.snapshots import asking  # noqa: F401  (it registers itself)
from submissions.snapshots.keeping import (
    cause_of,
    collect,
    first_kept_later,
    keep,
    latest_version,
    may_discard,
    seen,
)
from submissions.snapshots.past import PastEntry, past
from submissions.snapshots.registry import part, rows

__all__ = [
    "PastEntry",
    "cause_of",
    "collect",
    "first_kept_later",
    "keep",
    "latest_version",
    "may_discard",
    "part",
    "past",
    "rows",
    "seen",
]
