"""The director in a few lines, whom the press may ask, and where the film lives in the web."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.enums_film import LinkKind
from submissions.forms.base import LenientForm, PartsForm, StepForm
from submissions.forms.rows import RowsForm
from submissions.models import Link, MakerProfile
from submissions.models.links import LONGEST_URL
from submissions.validators import validate_https

LABELS = {
    "biography": _("Director's biography"),
    "press_name": _("Contact for the press"),
    "press_email": _("E-mail for the press"),
    "press_phone": _("Telephone for the press"),
}
HELP = {
    "biography": _("Who made the film. Up to 1,500 letters a language."),
    "press_name": _("A person or an agency. Handed to journalists when the film is selected."),
}
PHONE = {"press_phone": forms.TextInput(attrs={"type": "tel"})}


class ContactForm(StepForm):
    class Meta(StepForm.Meta):
        fields = ("biography", "press_name", "press_email", "press_phone")
        labels, help_texts, widgets = LABELS, HELP, PHONE


class LinkRow(LenientForm):
    kind = forms.ChoiceField(label=_("What it leads to"), choices=LinkKind, required=False)
    url = forms.URLField(
        label=_("Address"),
        max_length=LONGEST_URL,
        required=False,
        assume_scheme="https",
        validators=[validate_https],
        widget=forms.URLInput(attrs={"placeholder": "https://", "inputmode": "url"}),
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or LinkKind.WEBSITE


class LinksForm(RowsForm):
    row_form, model, relation, key_field = LinkRow, Link, "links", "url"
    row_name, most = "link", 15


class ContactStepForm(PartsForm):
    part_forms = {"contact": ContactForm, "link": LinksForm}


class DetailsForm(forms.ModelForm):
    """The maker's own details, outside of any entry."""

    class Meta:
        model = MakerProfile
        fields = ("biography", "press_name", "press_email", "press_phone")
        labels, help_texts, widgets = LABELS, HELP, PHONE


class ProfileLinks(RowsForm):
    """The same rows, kept in the profile."""

    row_form, relation, key_field = LinkRow, "links", "url"
    row_name, most = "link", 15

    def _stored(self) -> Any:
        return [{"kind": link["kind"], "url": link["url"]} for link in self.instance.links]

    def save(self) -> Any:
        self.instance.links = self._values()
        self.instance.save(update_fields=["links", "updated_at"])
        return self.instance
