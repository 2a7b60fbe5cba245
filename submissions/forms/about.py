from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.forms.base import StepForm
from submissions.tongues import language_choices


class AboutForm(StepForm):
    """Titles in the original script, as it sounds, and for the world; the film in a line, a paragraph, its maker's words."""

    needed = ("title_original", "title_language", "synopsis")
    title_language = forms.ChoiceField(label=_("Language of the original title"), required=False)

    class Meta(StepForm.Meta):
        fields = (
            "title_original",
            "title_language",
            "title_transliteration",
            "title_international",
            "texts_language",
            "logline",
            "synopsis",
            "statement",
        )
        labels = {
            "title_original": _("Original title"),
            "title_international": _("International title"),
            "title_transliteration": _("Original title in Latin letters"),
            "texts_language": _("The texts below were written in"),
            "logline": _("Logline"),
            "synopsis": _("Synopsis"),
            "statement": _("Director's statement"),
        }
        help_texts = {
            "title_original": _("In its own script: 寻找鸟哥, Été, Him."),
            "title_transliteration": _("How it sounds, for readers of another script: Xúnzhǎo Niǎogē."),
            "title_international": _("In Latin letters. Needed when the original title is not."),
            "texts_language": _("The other language is then taken for a translation."),
            "logline": _("The film in one sentence, up to 300 letters."),
            "synopsis": _("At least one language; both are welcome. Up to 2,000 letters each."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "texts_language" in self.fields:
            languages = self.fields["texts_language"].choices
            self.fields["texts_language"].choices = [("", "–"), *(pair for pair in languages if pair[0])]
        if "title_language" in self.fields:
            self.fields["title_language"].choices = [("", "–"), *language_choices()]
        if self.instance.title_language and "title_original" in self.fields:
            self.fields["title_original"].widget.attrs["lang"] = self.instance.title_language
