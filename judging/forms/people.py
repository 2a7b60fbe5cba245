"""Forms of a round's reminders, and of the stretches in which films name their makers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from judging.credits_ranges import read_time
from judging.models import RoundReminder


class ReminderForm(forms.ModelForm):
    class Meta:
        model = RoundReminder
        fields = ["kind", "days", "percent_left"]


class CreditsForm(forms.Form):
    """One stretch a line: from–to, as minutes and seconds."""

    stretches = forms.CharField(
        label=_("From–to, one stretch a line"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "8:52-9:10"}),
    )

    def clean_stretches(self) -> list[tuple[Decimal, Decimal]]:
        found = []
        for line in self.cleaned_data["stretches"].splitlines():
            if not line.strip():
                continue
            start, dash, end = line.replace("–", "-").replace("—", "-").partition("-")
            try:
                times: tuple[Any, Any] = (read_time(start), read_time(end))
            except ValueError:
                times = (None, None)
            if not dash or None in times:
                raise forms.ValidationError(_now("Write each stretch like 8:52-9:10."))
            found.append(times)
        return found
