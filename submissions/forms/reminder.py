"""On which days before the closing people with drafts are reminded."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_RULES, FURTHEST = 6, 60


class ReminderForm(forms.Form):
    days = forms.CharField(
        label=gettext_lazy("Days before the call closes"),
        required=False,
        help_text=gettext_lazy("For example 7, 2, 1. Empty: nobody is reminded."),
    )

    def clean_days(self) -> list[int]:
        said = self.cleaned_data["days"].replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
        parts = [part for part in said if part]
        wrong = [part for part in parts if not part.isdecimal() or not 1 <= int(part) <= FURTHEST]
        if wrong or len(parts) > MOST_RULES:
            raise forms.ValidationError(
                _("Write up to %(most)s whole numbers from 1 to %(furthest)s, with commas between them.")
                % {"most": MOST_RULES, "furthest": FURTHEST}
            )
        return [int(part) for part in parts]
