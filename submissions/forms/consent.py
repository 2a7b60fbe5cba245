from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from submissions.consents import Document, read_document
from submissions.enums import ConsentKind
from submissions.exceptions import BadConsent


class ConsentForm(forms.Form):
    person = forms.CharField(label=_("Person"), max_length=150)
    kind = forms.ChoiceField(label=_("Consents to"), choices=ConsentKind)
    file = forms.FileField(
        label=_("Signed document"),
        help_text=_("PDF, or a JPEG, PNG or WebP picture of it, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )
    document: Document

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.document = read_document(file)
        except BadConsent as error:
            raise ValidationError(str(error.message)) from error
        return file
