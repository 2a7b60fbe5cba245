"""Steps made of rows: credits. A step is sent whole and written whole, so sending it twice changes nothing.

Adding, removing and moving are submit buttons (`deed=up-2`): they save what is typed, then do their deed. No script.
"""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from submissions.enums import CreditRole
from submissions.forms.base import LenientForm
from submissions.models import Credit, Entry

MOST_ROWS = 60


class CreditRow(LenientForm):
    needed = ("role", "name")
    role = forms.ChoiceField(label=_("Role"), choices=CreditRole, required=False)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)


class RowsForm:
    """Looks like a form to the step that holds it: `is_valid`, `errors`, `save`."""

    row_form: ClassVar[type[forms.Form]]
    model: ClassVar[type[Model]]
    relation: ClassVar[str]
    key_field: ClassVar[str]  # a row without it is dropped

    def __init__(self, data: Any = None, files: Any = None, *, instance: Entry) -> None:
        self.instance = instance
        self.is_bound = data is not None
        self.deed = data.get("deed", "") if data is not None else ""
        self.rows = self._sent(data) if data is not None else self._kept()

    def is_valid(self) -> bool:
        return self.is_bound and all(row.is_valid() for row in self.rows)

    @property
    def errors(self) -> list[Any]:
        return [row.errors for row in self.rows if row.errors]

    @property
    def wants_another_row(self) -> bool:
        return self.deed == "add"

    def save(self) -> Entry:
        """Replace the rows by what was sent, in its order."""
        values = self._after_deed([row.cleaned_data for row in self.rows])
        kept = [value for value in values if value[self.key_field]][:MOST_ROWS]
        getattr(self.instance, self.relation).all().delete()
        self.model._default_manager.bulk_create(
            self.model(entry=self.instance, position=position, **value) for position, value in enumerate(kept)
        )
        return self.instance

    def _after_deed(self, values: list[dict[str, str]]) -> list[dict[str, str]]:
        verb, _dash, place = self.deed.partition("-")
        if not place.isdecimal() or int(place) >= len(values):
            return values
        here = int(place)
        if verb == "remove":
            return values[:here] + values[here + 1 :]
        there = here + {"up": -1, "down": 1}.get(verb, 0)
        if 0 <= there < len(values):
            values[here], values[there] = values[there], values[here]
        return values

    def _sent(self, data: Any) -> list[forms.Form]:
        sent = data.get("rows", "0")
        count = min(int(sent), MOST_ROWS) if sent.isdecimal() else 0
        return [self.row_form(data, prefix=f"row{n}") for n in range(count)]

    def _kept(self) -> list[forms.Form]:
        names = list(self.row_form.base_fields)
        kept = list(getattr(self.instance, self.relation).values(*names))
        blank: dict[str, str] = {}
        return [self.row_form(initial=value, prefix=f"row{n}") for n, value in enumerate([*kept, blank])]


class CreditsForm(RowsForm):
    row_form, model, relation, key_field = CreditRow, Credit, "credits", "name"
