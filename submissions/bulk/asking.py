"""The same thing asked of the makers of many films: each gets a letter, and the named parts are open again."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions.actions.completing import ask_to_complete, take_as_it_is
from submissions.bulk.base import BulkKind, Values
from submissions.enums import FINAL_DECISIONS, EntryState
from submissions.forms.completing import AskForm
from submissions.models import Entry
from submissions.steps import askable_parts


class AskManyForm(AskForm):
    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, parts=askable_parts(), **kwargs)
        self.fields["message"].help_text = _(
            "Its makers read this in a letter, which goes out at once and cannot be taken back, and on the page of "
            "their film."
        )

    def to_options(self) -> dict[str, Any]:
        """What was chosen, as JSON."""
        return self.cleaned_data | {"due_on": self.cleaned_data["due_on"].isoformat()}


class Ask(BulkKind):
    """A value is the state of the entry. Undoing takes the films as they are; the letters have been read by then."""

    code, label, form = "ask", _("Ask the makers for something"), AskManyForm  # type: ignore[assignment]
    deeds = frozenset(f"entry.{state}" for state in EntryState.values)
    at_once = 100  # each film costs a letter

    def present(self, keys: Collection[UUID]) -> Values:
        return dict(Entry.objects.filter(pk__in=list(keys)).order_by().values_list("pk", "state"))

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        """Who is asked for something already keeps that question."""
        return {entry.pk: EntryState.INCOMPLETE.value for entry in entries}

    def refusal(self, entry: Entry, value: Any) -> str:
        if entry.pk in self.own:
            return "own"
        if value == EntryState.SUBMITTED:
            return "" if entry.state == EntryState.INCOMPLETE and entry.film_id else "state"
        if entry.state != EntryState.SUBMITTED:
            return "state"
        released = self.edition.selection_released_at is not None
        return "decided" if released and entry.decision in FINAL_DECISIONS else ""

    def write(self, values: Values, **told: Any) -> None:
        """One after the other: each has its own request and letters. `told` is of no use: the state tells it all."""
        rows = Entry.objects.filter(pk__in=list(values)).select_related(
            "edition__festival", "category", "owner"
        )
        for entry in rows.prefetch_related("co_owners__user").order_by("pk"):
            if values[entry.pk] == EntryState.INCOMPLETE:
                ask_to_complete(entry, by=self.by, **self._asked)
            else:
                take_as_it_is(entry, by=self.by)

    def in_words(self, value: Any) -> str:
        return str(EntryState(value).label) if value in EntryState.values else "–"

    def title(self) -> str:
        words = Truncator(self.options["message"]).chars(80)
        return gettext("Ask the makers: %(message)s") % {"message": words}

    @cached_property
    def _asked(self) -> dict[str, Any]:
        return {
            "message": self.options["message"],
            "parts": self.options["parts"],
            "due_on": date.fromisoformat(self.options["due_on"]),
        }
