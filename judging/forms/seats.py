"""Forms of a seat: accept it under its terms, decline it, let somebody go; the terms themselves."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from judging.models import Juror, JuryTerms

PROFILE_HELP = {
    "companies": _("Where you work or have a share; one a line."),
    "schools": _("Where you teach or study; one a line."),
    "handles": _("Your websites and profiles; one a line."),
}


class AcceptForm(forms.Form):
    """A typed name under words that were really read (`digest` says which), and what conflicts are found by."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=150,
        help_text=_("Typing it is your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    shown = forms.CharField(max_length=10, widget=forms.HiddenInput)

    def __init__(self, *args: Any, terms: JuryTerms | None, juror: Juror, **kwargs: Any) -> None:
        initial = {name: getattr(juror, name) for name in PROFILE_HELP}
        if terms is not None:
            language, self.words = terms.shown_in()
            initial |= {"digest": terms.digest_in(language), "shown": language}
        super().__init__(*args, initial=initial, **kwargs)
        if terms is None:
            for name in ("name", "digest", "shown"):
                del self.fields[name]
        for name, help_text in PROFILE_HELP.items():
            column = Juror._meta.get_field(name)
            self.fields[name] = forms.CharField(
                label=capfirst(column.verbose_name),
                required=False,
                max_length=column.max_length,
                help_text=help_text,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def signature(self) -> dict[str, str]:
        """What was signed, as the action takes it."""
        told = self.cleaned_data
        if "digest" not in told:
            return {}
        return {"name": told["name"], "digest": told["digest"], "language": told["shown"]}

    def profile(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in PROFILE_HELP}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )


class TermsForm(forms.ModelForm):
    class Meta:
        model = JuryTerms
        fields = ("text", "changes")
        help_texts = {
            "text": _("In each language of the edition. Plain text; an empty line begins a paragraph."),
            "changes": _("For those who have accepted an earlier version."),
        }
