"""Forms of rounds, criteria, and of which films are in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.forms.fields import WallClockField, moment_or_error
from festival.models import Category, Section
from judging.models import Criterion, Jury, Round
from judging.veil_fields import VeilField
from submissions.enums import Decision
from submissions.models import Entry

MOMENTS = ("opens_at", "closes_at")


class RoundForm(forms.ModelForm):
    """`instance` carries its edition. Hours are those on the wall of the festival."""

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

    class Meta:
        model = Round
        fields = ["name", "jury", "blindness", "veil_fields", "opens_at", "closes_at", "min_watched_percent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        self.fields["jury"].queryset = Jury.objects.filter(edition=edition)
        self.fields["jury"].empty_label = None
        for name in MOMENTS:
            self.fields[name].help_text = _("Hour in %(zone)s.") % {"zone": edition.time_zone}
            if moment := getattr(self.instance, name):
                self.initial[name] = moment.astimezone(edition.tz).replace(tzinfo=None)

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
        del self.fields["opens_at"]
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
        elif step is not None and step <= 0:
            self.add_error("step", _("The step must be more than nothing."))
        elif None not in (lowest, highest, step) and (highest - lowest) % step:
            self.add_error("step", _("The step must lead from the lowest mark exactly to the highest."))
        elif None not in (lowest, highest, step) and (highest - lowest) / step > 1000:
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

    def __init__(self, *args: Any, judged: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judged = judged
        self.fields["category"].queryset = judged.edition.categories.all()
        self.fields["section"].queryset = judged.edition.sections.all()
        self.fields["decision"].choices = [("", _("Any decision")), *Decision.choices]
        if not self.fields["section"].queryset.exists():
            del self.fields["section"]

    def entries(self) -> Any:
        """The films that fit, by their number."""
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        fitting = Entry.objects.in_competition().of_edition(self.judged.edition)
        return fitting.filter(**wanted).by_number()


class AssignForm(forms.Form):
    """Everybody sees everything, or a number of jurors per film."""

    per_film = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=60,
        label=gettext_lazy("Jurors per film (empty: everybody)"),
    )
