from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from festival.models import Edition


class AskForm(forms.Form):
    """What the festival asks of a maker. `parts`: (name of a step, its label)."""

    message = forms.CharField(
        label=_("What is missing"),
        max_length=2000,
        help_text=_("Its makers read this in a letter and on the page of their film."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    parts = forms.MultipleChoiceField(
        label=_("What they may change"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("These parts of the form are open again until they answer. None: they can only answer."),
    )
    due_on = forms.DateField(
        label=_("Until the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, edition: Edition, parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.now().astimezone(edition.tz).date()
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]
        self.initial.setdefault("due_on", self.today + timedelta(days=7))

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day is past."))
        return day


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("A word to the festival"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    regulations = forms.BooleanField(
        label=_("I have read the regulations of the festival and agree to them"), required=False
    )

    def __init__(self, *args: Any, asks_regulations: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_regulations:
            del self.fields["regulations"]
