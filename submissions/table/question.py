"""What somebody asks of the table: read from the address, answered as a queryset, told as chips."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, OrderBy, Q, Value, When
from django.http import QueryDict
from django.utils.translation import gettext as _

from festival.models import Edition
from submissions import rules
from submissions.enums import Stage
from submissions.films import with_measured_facts
from submissions.models import BulkChangeRow, Entry
from submissions.querysets import made_by
from submissions.search.index import BEFORE_A_SEARCH, freshen
from submissions.search.query import LONGEST, Query, understand
from submissions.table import answered
from submissions.table.columns import BY_NAME as COLUMNS
from submissions.table.columns import Column
from submissions.table.filters import DECISIONS, FILTERS, OFFICE, Filter
from submissions.table.surroundings import Surroundings, surroundings_of

PAGE_SIZES = (25, 50, 100, 250)
DEFAULT_SORT = "number"
BY_RANK = "rank"


@dataclass(frozen=True)
class Chip:
    """One active filter, and the address without it."""

    label: str
    words: str
    url: str


class Question:
    """`entries` answers it. What the address holds that is not understood, or not for this person, is left out."""

    def __init__(self, data: Any, *, edition: Edition, person: Any, here: Surroundings | None = None) -> None:
        self.data, self.edition, self.person = data, edition, person
        self.here = here or surroundings_of(edition, person)
        self.office = rules.can_read_everything(person, edition)
        self.knows = rules.can_see_decisions(person, edition)
        self.is_fresh = False
        self.words = " ".join(data.get("q", "").replace("\x00", " ").split())[:LONGEST]
        self.sort = self._known_sort(data.get("sort", ""))

    @cached_property
    def query(self) -> Query:
        return understand(self.words)

    @cached_property
    def filters(self) -> list[Filter]:
        """Those that this person may use. Not merely hidden: a filter by decision would tell what the embargo keeps."""
        may = {OFFICE: self.office, DECISIONS: self.knows}
        known = [*FILTERS, *answered.filters_of(self.here)]
        return [one for one in known if may.get(one.who, True)]

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All that the table could show of this edition, by name."""
        return COLUMNS | {column.name: column for column in answered.columns_of(self.here)}

    @cached_property
    def values(self) -> dict[str, list[Any]]:
        """The understood values of the filters that narrow, in the order of the filters."""
        asked = {one.name: self.data.getlist(one.name) for one in self.filters if one.name in self.data}
        known = {
            one.name: one.understood(asked[one.name], self.here) for one in self.filters if one.name in asked
        }
        return {name: values for name, values in known.items() if values}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.values or self.selection)

    @cached_property
    def selection(self) -> UUID | None:
        """Only the entries of one change to many."""
        try:
            return UUID(self.data.get("change", "")) if self.office else None
        except ValueError:
            return None

    def narrowed(self, *, but: str = "") -> Any:
        """The edition's received entries as asked for, unsorted; `but` names a filter to leave out."""
        found = Entry.objects.of_edition(self.edition).at_the_desk().order_by()
        if any(one.measured for one in self._active(but)) or self.sort_key == "runtime":
            found = with_measured_facts(found)
        if self.words:
            self._freshen_once()
            found = found.search(self.words, office_for=self.person if self.office else None)
        if self.selection:
            found = found.filter(pk__in=_rows_of(self.selection, self.edition))
        for one in self._active(but):
            found = one.narrow(found, self.values[one.name], self.here)
        if self._asks_about_secrets(but):
            found = found.exclude(self.own)
        return found

    @property
    def entries(self) -> Any:
        """All that was asked for, sorted; pages of it never share a row, because the number and the key break ties."""
        return self.sorted_entries().for_cards()

    def sorted_entries(self) -> Any:
        return self._sorted(self.narrowed())

    @cached_property
    def own(self) -> Q:
        """The person's own films: what the office thinks of them stays unknown to their maker."""
        return made_by(self.person)

    @property
    def sort_key(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def page_size(self) -> int:
        wish = self.data.get("size", "")
        chosen = int(wish) if wish.isascii() and wish.isdecimal() and len(wish) < 4 else 0
        return chosen if chosen in PAGE_SIZES else self.here.habits["page_size"]

    @cached_property
    def chips(self) -> list[Chip]:
        chips = [Chip(_("Search"), self.words, self.url(q=None))] if self.words else []
        if self.selection:
            chips.append(Chip(_("Only"), _("the entries of one change"), self.url(change=None)))
        for one in self.filters:
            values = self.values.get(one.name, [])
            for value in values:
                rest = [str(other) for other in values if other != value]
                chips.append(
                    Chip(str(one.label), one.in_words(value, self.here), self.url(**{one.name: rest}))
                )
        return chips

    def stage_url(self, stage: Stage | None) -> str:
        return self.url(stage=[stage.value] if stage else None)

    def url(self, **changes: Any) -> str:
        """The query string with these parameters changed (None or []: without), from the first page."""
        asked = self.as_query()
        for name, value in changes.items():
            if value:
                asked.setlist(name, value if isinstance(value, list) else [value])
            else:
                asked.pop(name, None)
        return f"?{asked.urlencode()}" if asked else "?all=1"

    def as_query(self) -> QueryDict:
        """Only what was understood: what a saved view keeps, and what links carry on."""
        asked = QueryDict(mutable=True)
        if self.words:
            asked["q"] = self.words
        for name, values in self.values.items():
            asked.setlist(name, [str(value) for value in values])
        if self.selection:
            asked["change"] = str(self.selection)
        if self.sort not in (DEFAULT_SORT, BY_RANK):
            asked["sort"] = self.sort
        for name in ("size", "view", "columns"):
            if self.data.get(name):
                asked[name] = self.data[name]
        return asked

    def sorted_by(self, key: str) -> str:
        """The address that sorts by this column: the second time the other way round."""
        return self.url(sort=f"-{key}" if self.sort == key else key)

    def _freshen_once(self) -> None:
        """What changed a moment ago is found too."""
        if not self.is_fresh:
            freshen(BEFORE_A_SEARCH, edition_id=self.edition.pk)
            self.is_fresh = True

    def _active(self, but: str = "") -> list[Filter]:
        return [one for one in self.filters if one.name in self.values and one.name != but]

    def _asks_about_secrets(self, but: str) -> bool:
        secret = {OFFICE} if self.edition.selection_released_at else {OFFICE, DECISIONS}
        return any(one.who in secret for one in self._active(but))

    def _known_sort(self, wish: str) -> str:
        column = COLUMNS.get(wish.removeprefix("-"))
        if column is not None and column.sort and self.may_see(column):
            return wish
        return BY_RANK if self.query else DEFAULT_SORT

    def may_see(self, column: Any) -> bool:
        return {OFFICE: self.office, DECISIONS: self.knows}.get(column.who, True)

    def _sorted(self, found: Any) -> Any:
        if self.sort == BY_RANK:
            return found.order_by("-rank", "number", "pk")
        column = COLUMNS[self.sort_key]
        by = column.sort() if callable(column.sort) else F(str(column.sort))
        if column.who != "desk" and not self.edition.selection_released_at:
            # The place of one's own film in the order would tell what is kept from its maker.
            by = Case(When(self.own, then=Value(None)), default=by, output_field=CharField())
        order = OrderBy(by, descending=self.sort.startswith("-"), nulls_last=True)
        return found.order_by(order, "number", "pk")


def _rows_of(change: UUID, edition: Edition) -> Any:
    return BulkChangeRow.objects.filter(change=change, change__edition=edition).values("entry_id")
