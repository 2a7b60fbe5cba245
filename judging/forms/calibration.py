"""Which films of a round are shown first to find a common scale, and what becomes of their marks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from judging.models import CalibrationRules, Round, calibration_rules


class CalibrationForm(forms.ModelForm):
    films = forms.ModelMultipleChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("Calibration films"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Every juror gets them, and before all others. Two or three are enough."),
    )
    field_order = ("films", "shows_others", "counts")

    class Meta:
        model = CalibrationRules
        fields = ("shows_others", "counts")

    def __init__(self, *args: Any, judged: Round, **kwargs: Any) -> None:
        super().__init__(*args, instance=calibration_rules(judged), **kwargs)
        self.fields["films"].queryset = judged.entries.order_by("round_entries__position").distinct()
        chosen = judged.round_entries.filter(calibration=True)
        self.initial["films"] = list(chosen.values_list("entry_id", flat=True))
