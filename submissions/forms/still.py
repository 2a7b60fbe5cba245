from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from submissions.actions import choose_still
from submissions.exceptions import BadStill
from submissions.models import Entry
from submissions.stills import read_picture


class StillForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture from the film"),
        help_text=_("JPEG, PNG or WebP, best 1600 pixels wide or more. Camera data and places are removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, instance: Entry, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, **kwargs)

    def clean_picture(self) -> Any:
        file = self.cleaned_data["picture"]
        try:
            read_picture(file)
        except BadStill as error:
            raise ValidationError(str(error.message)) from error
        file.seek(0)
        return file

    def save(self) -> Entry:
        return choose_still(self.instance, self.cleaned_data["picture"])
