from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A code as it is typed; capital and small letters are the same."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 16}),
    )

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()
