"""Forms of rounds, criteria, and of which films are in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.enums import Orientation
from festival.forms.fields import WallClockField, moment_or_error
from festival.models import Category, Section
from judging.awards import eligible_films
from judging.enums import RoundMode
from judging.facts import award_rule, film_facts
from judging.models import Award, Criterion, Jury, Round
from judging.veil_fields import VeilField
from submissions.enums import Decision
from submissions.models import Entry
from submissions.tongues import language_name

MOMENTS = ("opens_at", "closes_at")


class RoundForm(forms.ModelForm):
    """`instance` carries its edition. Hours are those on the wall of the festival."""

    mode = forms.ChoiceField(
        choices=[(mode, mode.label) for mode in (RoundMode.SCORED, RoundMode.QUALIFYING)],
        label=gettext_lazy("How the jurors answer"),
        required=False,
    )
    opens_at = WallClockField(label=gettext_lazy("Opens"), required=False)
    closes_at = WallClockField(label=gettext_lazy("Deadline"), required=False)

    veil_fields = forms.MultipleChoiceField(
        choices=VeilField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Fields shown"),
        help_text=gettext_lazy(
            "Only for “Fields chosen one by one”. Who is not shown the makers does not see their credits in the film either."
        ),
    )
    field_order = ["name", "jury", "mode"]

    class Meta:
        model = Round
        fields = ["name", "jury", "blindness", "veil_fields", "opens_at", "closes_at", "min_watched_percent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        self.fields["jury"].label = _("Jury")
        self.fields["jury"].queryset = Jury.objects.of_people().filter(edition=edition)
        self.fields["jury"].empty_label = None
        if self.instance.pk:  # what a round asks is decided when it is made
            del self.fields["mode"]
        for name in MOMENTS:
            self.fields[name].help_text = _("Hour in %(zone)s.") % {"zone": edition.time_zone}
            if moment := getattr(self.instance, name):
                self.initial[name] = moment.astimezone(edition.tz).replace(tzinfo=None)

    def clean_mode(self) -> str:
        return self.cleaned_data["mode"] or RoundMode.SCORED

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in MOMENTS:
            moment_or_error(self, name, self.instance.edition.tz)
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("The deadline must come after the opening."))
        return data


class DeadlineForm(RoundForm):
    """What may still change while a round is open: its deadline."""

    class Meta:
        model = Round
        fields = ["name", "opens_at", "closes_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        forms.ModelForm.__init__(self, *args, **kwargs)
        del self.fields["opens_at"], self.fields["mode"]
        edition = self.instance.edition
        self.fields["closes_at"].help_text = _("Hour in %(zone)s.") % {"zone": edition.time_zone}
        if moment := self.instance.closes_at:
            self.initial["closes_at"] = moment.astimezone(edition.tz).replace(tzinfo=None)


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["name", "hint", "weight", "lowest", "highest", "step", "counts"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        lowest, highest, step = data.get("lowest"), data.get("highest"), data.get("step")
        if lowest is not None and highest is not None and lowest >= highest:
            self.add_error("highest", _("The highest mark must lie above the lowest."))
        if step is not None and step <= 0:
            self.add_error("step", _("The step must be more than nothing."))
        elif None in (lowest, highest, step) or lowest >= highest:
            return data
        elif (highest - lowest) % step:
            self.add_error("step", _("The step must lead from the lowest mark exactly to the highest."))
        elif (highest - lowest) / step > 1000:
            self.add_error("step", _("That would be more than a thousand marks. Choose a larger step."))
        return data


class EntriesForm(forms.Form):
    """Which films go into the round: everything in competition that fits."""

    category = forms.ModelChoiceField(
        queryset=Category.objects.none(),
        required=False,
        label=gettext_lazy("Category"),
        empty_label=gettext_lazy("All categories"),
    )
    section = forms.ModelChoiceField(
        queryset=Section.objects.none(),
        required=False,
        label=gettext_lazy("Section"),
        empty_label=gettext_lazy("All sections"),
    )
    decision = forms.ChoiceField(required=False, label=gettext_lazy("Decision"))
    orientation = forms.ChoiceField(required=False, choices=Orientation.choices, label=gettext_lazy("Format"))
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))
    award = forms.ModelChoiceField(
        queryset=Award.objects.none(),
        required=False,
        label=gettext_lazy("Eligible for"),
        empty_label=gettext_lazy("Any award"),
    )

    def __init__(self, *args: Any, judged: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judged = judged
        self.fields["category"].queryset = judged.edition.categories.all()
        self.fields["section"].queryset = judged.edition.sections.all()
        self.fields["decision"].choices = [("", _("Any decision")), *Decision.choices]
        self.fields["award"].queryset = judged.edition.awards.all()
        spoken = judged.edition.entries.submitted().values_list("languages", flat=True)
        codes = sorted({code for languages in spoken for code in languages})
        self.fields["language"].choices = [("", _("All languages")), *((c, language_name(c)) for c in codes)]
        for name in ("section", "award"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]

    def entries(self) -> list[Entry]:
        """The films that fit, by their number."""
        data = self.cleaned_data
        wanted = {name: data[name] for name in ("category", "section", "decision") if data.get(name)}
        if data.get("language"):
            wanted["languages__contains"] = [data["language"]]
        fitting = Entry.objects.in_competition().of_edition(self.judged.edition).filter(**wanted)
        orientation = data.get("orientation") or Orientation.ANY
        films = [
            film
            for film in fitting.select_related("film").by_number()
            if orientation in (Orientation.ANY, film.orientation)
        ]
        if award := data.get("award"):
            eligible = {facts.key for facts in eligible_films(award_rule(award), map(film_facts, films))}
            films = [film for film in films if str(film.pk) in eligible]
        return films
