"""Amounts as people type them: 25, 25.00 or 25,00; minor units in the database."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from submissions import money
from submissions.money import typed


class MoneyField(forms.CharField):
    """The currency is known to the form, not to the field's class: give it before the form is shown or cleaned."""

    currency = "EUR"

    def __init__(self, *, currency: str = "EUR", least: int = 0, **kwargs: Any) -> None:
        self.currency, self.least = currency, least
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 10, "autocomplete": "off"})
        super().__init__(**{"widget": widget, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return typed(value, self.currency) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            minor = money.parse(str(value), self.currency)
        except ValueError as error:
            raise ValidationError(
                _("Write an amount in %(currency)s, for example 25.") % {"currency": self.currency}
            ) from error
        if minor < self.least:
            raise ValidationError(_("That is too little."))
        return minor


class AmountForm(forms.Form):
    """An amount and why, or where it is found again. `most` is offered to begin with."""

    amount = MoneyField(label=gettext_lazy("Amount"), least=1)
    note = forms.CharField(label=gettext_lazy("Reference"), max_length=500)

    def __init__(self, *args: Any, currency: str, most: int = 0, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]
        self.fields["amount"].label = _("Amount in %(currency)s") % {"currency": currency}
        if most:
            self.initial["amount"] = most
        if label:
            self.fields["note"].label = label


class NoteForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("What was done about it"), max_length=500)
