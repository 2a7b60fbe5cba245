"""Which criterion one film of a round has nothing for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from judging.models import Criterion, Round, RoundEntry
from submissions.models import Entry

NAMED = 5
LONGEST_NUMBER = 9


class SparingForm(forms.Form):
    """The film is typed, not picked: a list of thousands helps nobody."""

    film = forms.CharField(
        label=gettext_lazy("Film"),
        max_length=200,
        help_text=gettext_lazy("Its number in the round, or words of its title."),
    )
    criterion = forms.ModelChoiceField(
        queryset=Criterion.objects.none(), label=gettext_lazy("Criterion"), widget=forms.RadioSelect
    )
    because = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        help_text=gettext_lazy("For example: a silent film. Kept with the note and in the trail."),
    )

    def __init__(self, *args: Any, judged: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judged = judged
        choice: Any = self.fields["criterion"]
        choice.queryset, choice.empty_label = judged.criteria.all(), None

    def clean_film(self) -> RoundEntry:
        """The one film that is meant; several are named in the error."""
        typed = self.cleaned_data["film"].strip()
        rows = self.judged.round_entries.select_related("entry", "round")
        if (
            typed.isdecimal()
            and len(typed) <= LONGEST_NUMBER
            and (row := rows.filter(position=typed).first())
        ):
            return row
        titled = Q(entry__title_original__icontains=typed) | Q(entry__title_international__icontains=typed)
        found = list(rows.filter(titled)[: NAMED + 1])
        exact = [row for row in found if typed.casefold() in _titles(row.entry)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(_("No film of this round has this number or title."))
        names = "; ".join(f"{row.position} {row.entry.title}" for row in found[:NAMED])
        raise ValidationError(_("Several films fit. Type the number: %(films)s") % {"films": names})


def _titles(entry: Entry) -> set[str]:
    return {entry.title_original.casefold(), entry.title_international.casefold()} - {""}
