from django import forms
from django.utils.translation import gettext_lazy as _


class ReviewForm(forms.Form):
    regulations = forms.BooleanField(
        label=_("I have read the regulations and agree to them. I may enter this film."),
        error_messages={"required": _("Agree to the regulations of the festival.")},
    )
