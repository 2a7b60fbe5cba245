from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.enums import FINAL_DECISIONS, Decision


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(label=_("Decision"))
    note = forms.CharField(
        label=_("Reason, for the trail"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, told: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [choice for choice in Decision.choices if not told or choice[0] in FINAL_DECISIONS]
        self.fields["decision"].choices = offered  # type: ignore[attr-defined]
        self.fields["note"].required = told


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("Its maker reads this in a letter."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
