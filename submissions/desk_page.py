"""The desk's page of one entry, in parts: each with an anchor, a heading, a fragment, and what it needs to know.

A part is added by one line in `submissions.desk_parts`; a part that has nothing to say to this reader is not there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from festival.models import Edition
from submissions import rules
from submissions.models import Entry
from submissions.watching import FilmPanel, film_panel

FRAGMENTS = "submissions/entry_parts"


@dataclass(frozen=True)
class Reading:
    """Who reads which entry. `full`: one of those who programme; the others read the reduced form."""

    request: HttpRequest
    edition: Edition
    entry: Entry

    @property
    def viewer(self) -> Any:
        return self.request.user

    @cached_property
    def full(self) -> bool:
        return rules.can_read_everything(self.viewer, self.edition)

    @cached_property
    def film(self) -> FilmPanel | None:
        """The film with its player, for those who may watch it. Laid out once for all parts."""
        return film_panel(self.entry, self.viewer) if self.full else None


@dataclass(frozen=True)
class Part:
    """`lay_out` gives the fragment its values, as `part` in the template; None: nothing for this reader.

    The fragment is `submissions/entry_parts/<name>.html`, included with `part`, `entry`, `edition`, `request` and
    `csrf_token`, and begins below the heading. Its anchor on the page is the name.
    """

    name: str
    label: Promise | str
    lay_out: Callable[[Reading], dict[str, Any] | None]
    aside: bool = False


@dataclass(frozen=True)
class LaidPart:
    name: str
    label: Promise | str
    template: str
    values: dict[str, Any]


def lay_out(parts: Iterable[Part], reading: Reading, *, aside: bool) -> list[LaidPart]:
    """The parts of this column that have something to say, in their order."""
    laid = ((part, part.lay_out(reading)) for part in parts if part.aside == aside)
    return [
        LaidPart(part.name, part.label, f"{FRAGMENTS}/{part.name}.html", values)
        for part, values in laid
        if values is not None
    ]
