"""The words of a letter as the office writes them. Unknown fields are refused here, not found when it is too late."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.letter_kinds import LetterKind
from festival.wording import broken_places, fields_in


class WordingForm(forms.Form):
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 16})
    )

    def __init__(self, *args: Any, kind: LetterKind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=language, **kwargs)
        self.kind, self.language = kind, language
        for field in self.fields.values():
            field.widget.attrs["lang"] = language
        self.fields["body"].help_text = _(
            "An empty line begins a paragraph, “- ” a list, “> ” a quotation; **bold**, [words](https://…)."
        )

    def clean_subject(self) -> str:
        return known_fields_only(self.cleaned_data["subject"], self.kind)

    def clean_body(self) -> str:
        return known_fields_only(self.cleaned_data["body"], self.kind)


def known_fields_only(text: str, kind: LetterKind) -> str:
    """The text, or a ValidationError that names each wrong field and lists those there are."""
    known = [field.name for field in kind.all_fields]
    wrong = [f"{{{{ {name} }}}}" for name in fields_in(text) if name not in known] + broken_places(text)
    if wrong:
        raise forms.ValidationError(
            _("This letter does not know %(wrong)s. It knows: %(known)s.")
            % {"wrong": ", ".join(wrong), "known": ", ".join(f"{{{{ {name} }}}}" for name in known)},
            code="unknown_field",
        )
    return text
