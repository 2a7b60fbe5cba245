from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from festival.models import User

THEMES = [("", _("As the device has it")), ("light", _("Light")), ("dark", _("Dark"))]


class ProfileForm(forms.ModelForm):
    """Name and language live on the account, the theme in a cookie: it belongs to a device."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As the browser asks")), *settings.LANGUAGES],
        required=False,
        help_text=_("For the pages and for our letters to you."),
    )
    theme = forms.ChoiceField(label=_("Appearance"), choices=THEMES, required=False)

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
