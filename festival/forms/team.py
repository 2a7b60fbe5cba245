from django import forms
from django.utils.translation import gettext_lazy as _

from festival.enums import Role


class InvitationForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role)
    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The letter goes here. The seat belongs to whatever account accepts it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
