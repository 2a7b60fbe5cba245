"""What every kind of deed to many entries can say about itself."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions.decidable import REFUSALS
from submissions.desk_rules import own_keys
from submissions.enums import EntryState
from submissions.models import Entry

Values = dict[UUID, Any]
"""What is (or shall be) so about each entry, as JSON."""

REASONS: dict[str, Promise] = {
    "own": _("Your own films: others act on them."),
    **REFUSALS,
    "decided": _("The decision about it is told. Ask for what you need by a to-do."),
    "selected": _("Selected already, so its category stays."),
    "overtaken": _("Somebody else changed this since you looked."),
    "nobody": _("It is a film of everybody who could watch it."),
    "gone": _("No longer there."),
}
"""Why an entry is left as it is."""


class NoOptions(forms.Form):
    """A deed that needs to know nothing more."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def to_options(self) -> dict[str, Any]:
        """What was chosen, as JSON."""
        return {
            name: value.pk if isinstance(value, models.Model) else value
            for name, value in self.cleaned_data.items()
        }


class BulkKind:
    """One kind of deed, with its options, by one person. `deeds` are the lines of the trail that are its concern."""

    code: ClassVar[str]
    label: ClassVar[Promise]
    form: ClassVar[type[NoOptions]] = NoOptions
    deeds: ClassVar[frozenset[str]]
    at_once: ClassVar[int] = 2000
    """More entries than this are left to a worker."""

    def __init__(self, edition: Edition, options: Mapping[str, Any], by: Any) -> None:
        self.edition, self.options, self.by = edition, options, by
        self.own = own_keys(by, edition)

    def present(self, keys: Collection[UUID]) -> Values:
        """What is so now; an entry without a value is left out."""
        raise NotImplementedError

    def wanted(self, entries: Collection[Entry], present: Values) -> Values:
        """What shall be so; an entry that is left out cannot have it (reason `nobody`)."""
        raise NotImplementedError

    def write(self, values: Values, **told: Any) -> None:
        """Make it so, set-based and audited (`told` goes into the trail). All entries are locked already."""
        raise NotImplementedError

    def in_words(self, value: Any) -> str:
        """One value as the preview shows it."""
        raise NotImplementedError

    def refusal(self, entry: Entry, value: Any) -> str:
        """Why this entry may not have this value; empty: it may."""
        if entry.pk in self.own:
            return "own"
        return "" if entry.state == EntryState.SUBMITTED else "state"

    def title(self) -> str:
        """What is done, in one line: "Decision: Longlisted"."""
        raise NotImplementedError
