from django import forms
from django.utils.translation import gettext_lazy as _


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason, for the trail"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
