"""Steps made of rows: credits. A step is sent whole and written whole, so sending it twice changes nothing.

Adding, removing and moving are submit buttons (`deed=up-2`): they save what is typed, then do their deed. No script.
"""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from submissions.enums import CreditRole, EntryState
from submissions.forms.base import LenientForm
from submissions.models import Credit, Entry

MOST_ROWS = 60


class CreditRow(LenientForm):
    needed = ("role", "name")
    role = forms.ChoiceField(label=_("Role"), choices=CreditRole, required=False)
    role_text = forms.CharField(label=_("Which role?"), max_length=80, required=False)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    name_other = forms.CharField(label=_("Other script or spelling"), max_length=150, required=False)
    is_team = forms.BooleanField(label=_("A team or company"), required=False)
    films_before = forms.CharField(label=_("Earlier films"), max_length=300, required=False)


class RowsForm:
    """Looks like a form to the step that holds it: `is_valid`, `errors`, `save`, `parts`.

    `row_name` keeps several lists on one page apart: credits send `row0-name`, links `link0-url`.
    """

    row_form: ClassVar[type[forms.Form]]
    model: ClassVar[type[Model]]
    relation: ClassVar[str]
    key_field: ClassVar[str]  # a row without it is dropped
    row_name: ClassVar[str] = "row"
    most: ClassVar[int] = MOST_ROWS

    def __init__(self, data: Any = None, files: Any = None, *, instance: Entry) -> None:
        self.instance = instance
        self.is_bound = data is not None
        self.deed = self._own_deed(data) if data is not None else ""
        self.rows = self._sent(data) if data is not None else self._kept()

    @property
    def parts(self) -> tuple[str, ...]:
        return (self.relation,)

    @property
    def blank_row(self) -> forms.Form:
        """An empty row for a script to add; its number is filled in there."""
        return self.row_form(prefix=f"{self.row_name}__n__")

    @property
    def deed_name(self) -> str:
        """Before the deeds of this list's buttons."""
        return "" if self.row_name == "row" else f"{self.row_name}:"

    def is_valid(self) -> bool:
        return self.is_bound and not [row for row in self.rows if not row.is_valid()]

    @property
    def errors(self) -> list[Any]:
        return [row.errors for row in self.rows if row.errors]

    @property
    def wants_another_row(self) -> bool:
        return self.deed == "add"

    def save(self) -> Entry:
        """Replace the rows by what was sent, in its order."""
        kept = self._values()
        getattr(self.instance, self.relation).all().delete()
        self.model._default_manager.bulk_create(
            self.model(entry=self.instance, position=position, **value) for position, value in enumerate(kept)
        )
        return self.instance

    def _values(self) -> list[dict[str, Any]]:
        values = self._after_deed([row.cleaned_data for row in self.rows])
        return [value for value in values if value[self.key_field]][: self.most]

    def _stored(self) -> Any:
        return getattr(self.instance, self.relation).values(*self.row_form.base_fields)

    def _after_deed(self, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
        verb, _dash, place = self.deed.partition("-")
        if not place.isdecimal() or int(place) >= len(values):
            return values
        here = self._numbers.index(int(place)) if int(place) in self._numbers else int(place)
        if verb == "remove":
            return values[:here] + values[here + 1 :]
        there = here + {"up": -1, "down": 1}.get(verb, 0)
        if 0 <= there < len(values):
            values[here], values[there] = values[there], values[here]
        return values

    def _own_deed(self, data: Any) -> str:
        deed = data.get("deed", "")
        if not self.deed_name:
            return "" if ":" in deed else deed
        return deed.removeprefix(self.deed_name) if deed.startswith(self.deed_name) else ""

    def _sent(self, data: Any) -> list[forms.Form]:
        """Rows are numbered as they were drawn; `row-order` says how they stand now, when some were dragged."""
        sent = data.get(f"{self.row_name}s", "0")
        count = min(int(sent), self.most + 1) if sent.isdecimal() else 0
        dragged = data.getlist(f"{self.row_name}-order") if hasattr(data, "getlist") else []
        order = [
            int(number) for number in dict.fromkeys(dragged) if number.isdecimal() and int(number) < count
        ]
        self._numbers = order or list(range(count))
        return [self.row_form(data, prefix=f"{self.row_name}{n}") for n in self._numbers]

    def _kept(self) -> list[forms.Form]:
        kept = [*self._stored(), {}]
        return [self.row_form(initial=value, prefix=f"{self.row_name}{n}") for n, value in enumerate(kept)]


class CreditsForm(RowsForm):
    row_form, model, relation, key_field = CreditRow, Credit, "credits", "name"

    @property
    def lacks_director(self) -> bool:
        """A draft may lack one for a while; a film that was submitted may not lose its last."""
        if self.instance.state == EntryState.DRAFT or not self.is_bound:
            return False
        return all(value["role"] != CreditRole.DIRECTOR for value in self._values())

    def is_valid(self) -> bool:
        return super().is_valid() and not self.lacks_director
