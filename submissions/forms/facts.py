"""Facts of the film: where and when it was made, in which languages, where it was shown before, and figures as told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from festival.forms.fields import DurationField
from submissions.enums_film import BudgetBand, PremiereStatus, SoundFormat
from submissions.forms.base import LenientForm, PartsForm, SeveralField, StepForm
from submissions.forms.rows import RowsForm
from submissions.models import PastScreening
from submissions.tongues import language_choices

NOT_SAID = ("", _("Not said"))


class FactsForm(StepForm):
    needed = ("countries", "languages", "completed_on")
    told_runtime_s = DurationField(
        label=_("Running time"),
        required=False,
        help_text=_("Minutes and seconds: 12:30. What counts is measured from the file."),
    )

    class Meta(StepForm.Meta):
        fields = (
            "countries",
            "languages",
            "subtitle_languages",
            "completed_on",
            "production_weeks",
            "budget_band",
            "told_runtime_s",
            "told_fps",
            "told_sound",
            "premiere_status",
        )
        widgets = {
            "completed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "premiere_status": forms.RadioSelect,
        }
        labels = {
            "completed_on": _("Completion date"),
            "production_weeks": _("Weeks of production"),
            "budget_band": _("Budget"),
            "told_fps": _("Frames per second"),
            "told_sound": _("Sound"),
            "premiere_status": _("A screening here would be its"),
        }
        help_texts = {
            "completed_on": _("The day on which the film was finished."),
            "production_weeks": _("From the first idea to the finished file, roughly."),
            "budget_band": _("Only for the festival's statistics; never shown."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = {
            "countries": SeveralField(
                choices=list(countries),
                label=_("Countries of production"),
                help_text=_("The most important first."),
            ),
            "languages": SeveralField(
                choices=language_choices(dialogue=True),
                label=_("Languages spoken in the film"),
                help_text=_("Or “No dialogue”."),
            ),
            "subtitle_languages": SeveralField(
                choices=language_choices(),
                label=_("Languages of the subtitles"),
                help_text=_("In the picture or as a file. Files themselves are sent with the film."),
            ),
        }
        self.fields.update({name: field for name, field in several.items() if name in self.fields})
        choices = {"premiere_status": PremiereStatus, "budget_band": BudgetBand, "told_sound": SoundFormat}
        for name, offered in choices.items():
            if name in self.fields:
                self.fields[name].choices = [NOT_SAID, *offered.choices]


class ScreeningRow(LenientForm):
    place = forms.CharField(label=_("Festival, cinema or platform"), max_length=200, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    shown_on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *countries]  # type: ignore[attr-defined]


class ScreeningsForm(RowsForm):
    row_form, model, relation, key_field = ScreeningRow, PastScreening, "past_screenings", "place"
    row_name, most = "shown", 30


class FactsStepForm(PartsForm):
    part_forms = {"film": FactsForm, "shown": ScreeningsForm}
