"""Writing a letter to many."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from festival.forms.wording import known_fields_only
from festival.localized import LocalizedText
from submissions.mailing_letters import MAILING
from submissions.models import Mailing


class MailingForm(forms.ModelForm):
    class Meta:
        model = Mailing
        fields = ("subject", "body")

    def clean_subject(self) -> LocalizedText:
        return self._known("subject")

    def clean_body(self) -> LocalizedText:
        return self._known("body")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "subject" in data and "body" in data and set(data["subject"]) != set(data["body"]):
            raise forms.ValidationError(_("Write subject and text in the same languages."))
        return data

    def _known(self, name: str) -> LocalizedText:
        said = self.cleaned_data[name]
        for text in said.values():
            known_fields_only(text, MAILING)
        return said
