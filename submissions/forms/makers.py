"""Who else works on a film."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CoOwnerForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link goes here. It may be accepted with any account."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class OfferForm(forms.Form):
    email = forms.EmailField(
        label=_("Who shall answer for the film"),
        help_text=_("The address of a co-owner or of anybody else. Nothing changes before they accept."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class OfficeOfferForm(OfferForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Kept in the trail. The present owner and the new one read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
