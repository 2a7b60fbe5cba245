from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from festival.models import Category
from submissions.import_sentences import FIELDS
from submissions.importing.sheets import MOST_BYTES
from submissions.models import ImportedTable


class TableFileForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_(
            "CSV or XLSX, up to 25 MB, one line for each film. FilmFreeway’s own export is recognised."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large: 25 MB is the most."))
        return file


class MatchingForm(forms.Form):
    """What each column means, and what the table does not say. Columns are fields named ``column_<number>``."""

    usual_category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Category where the table names none of ours"), empty_label=None
    )
    due_on = forms.DateField(
        label=_("Makers send their films until the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    day_first = forms.BooleanField(
        label=_("Days come before months: 03/04/2026 is the third of April"), required=False
    )
    writes_letters = forms.BooleanField(
        label=_("Write to the makers"),
        required=False,
        help_text=_(
            "One letter a person: which films came over, until when the files are needed, how to sign in."
        ),
    )

    def __init__(self, *args: Any, table: ImportedTable, **kwargs: Any) -> None:
        self.table = table
        super().__init__(*args, **kwargs)
        self.fields["usual_category"].queryset = table.edition.categories.all()  # type: ignore[attr-defined]
        self.initial |= {
            "usual_category": table.usual_category_id,
            "day_first": table.day_first,
            "due_on": table.due_on or table.edition.call_closes_at.astimezone(table.edition.tz).date(),
            "writes_letters": table.writes_letters,
        }
        choices = [("", _("– not taken over –")), *FIELDS.items()]
        for number, head in enumerate(table.heading):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=head or _("Column %(number)s") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=table.mapping.get(str(number), ""),
            )

    @property
    def columns(self) -> list[dict[str, Any]]:
        """For the page: each column with its field and the first values in it."""
        return [
            {"field": self[f"column_{number}"], "examples": self._examples(number)}
            for number in range(len(self.table.heading))
        ]

    def _examples(self, number: int) -> list[str]:
        told = (line[number] for line in self.table.cells[:50])
        return list(dict.fromkeys(value for value in told if value))[:2]

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.now().astimezone(self.table.edition.tz).date():
            raise forms.ValidationError(_("This day is past."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, int] = {}
        for number in range(len(self.table.heading)):
            key = cleaned.get(f"column_{number}")
            if key and key in taken:
                self.add_error(f"column_{number}", _("Another column is this already."))
            elif key:
                taken[key] = number
        self.mapping = {number: key for key, number in taken.items()}
        return cleaned
