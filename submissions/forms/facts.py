from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from submissions.forms.base import SeveralField, StepForm
from submissions.tongues import language_choices


class FactsForm(StepForm):
    needed = ("countries", "languages", "completed_on")

    class Meta(StepForm.Meta):
        fields = ("countries", "languages", "completed_on")
        widgets = {"completed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        labels = {"completed_on": _("Completion date")}
        help_texts = {"completed_on": _("The day on which the film was finished.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["countries"] = SeveralField(
            choices=list(countries),
            label=_("Countries of production"),
            help_text=_("The most important first."),
        )
        self.fields["languages"] = SeveralField(
            choices=language_choices(dialogue=True),
            label=_("Languages spoken in the film"),
            help_text=_("Or “No dialogue”."),
        )
        self.order_fields(("countries", "languages", "completed_on"))
