from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.exporting.columns import Column

FORMATS = (("csv", _("CSV, for any program")), ("xlsx", _("XLSX, for spreadsheets")))


class ExportForm(forms.Form):
    """Which columns, in which kind of file."""

    format = forms.ChoiceField(label=_("File"), choices=FORMATS, widget=forms.RadioSelect, initial="csv")
    column = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-grid"}),
    )

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [(one.key, one.label) for one in columns]  # type: ignore[attr-defined]
        self.initial.setdefault("column", [one.key for one in columns if one.always])
