from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from festival.forms.fields import WallClockField, moment_or_error
from festival.models import Edition


class HourForm(forms.Form):
    at = WallClockField(label=_("At this hour"))

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.fields["at"].help_text = _("On the wall of the festival: %(zone)s.") % {
            "zone": edition.time_zone
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        moment_or_error(self, "at", self.edition.tz)
        return data
