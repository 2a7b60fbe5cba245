"""A link to where an exhibition copy lies; and why another one is needed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions.actions.copies import Place


class CopyLinkForm(forms.Form):
    url = forms.URLField(
        label=_("Link"),
        max_length=500,
        assume_scheme="https",
        help_text=_("From which the festival can download the copy itself, not a page that plays it."),
    )
    passphrase = forms.CharField(
        label=_("Pass phrase"),
        required=False,
        max_length=200,
        strip=False,
        help_text=_("If the link asks for one. Only the makers and those who programme see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    expires_on = forms.DateField(
        label=_("Works until the end of"),
        required=False,
        help_text=_("If it does not work for ever."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("A word about it"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.now().astimezone(edition.tz).date()

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("This day is past."))
        return day

    @property
    def place(self) -> Place:
        return Place(**self.cleaned_data)


class AskAgainForm(forms.Form):
    reason = forms.CharField(
        label=_("What is wrong with it"),
        max_length=2000,
        help_text=_("Its makers read this in a letter and on the page of their copy."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
