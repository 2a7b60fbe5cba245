"""Forms of qualifying rounds, of chains of rounds, and of the audience's vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.forms.fields import WallClockField, moment_or_error
from judging import feeding
from judging.enums import RoundMode
from judging.models import Feed, Poll, QualifyingRules, Round
from submissions.tongues import language_name

MOMENTS = ("opens_at", "closes_at")


class ConsensusForm(forms.ModelForm):
    """When a film passes a qualifying round."""

    class Meta:
        model = QualifyingRules
        fields = [
            "share_percent",
            "least_yes",
            "least_answers",
            "maybe",
            "unanimous_no",
            "comment_with_no",
        ]


class FeedForm(forms.ModelForm):
    """From which rounds a draft takes its films, and by which rule."""

    sources = forms.ModelMultipleChoiceField(
        queryset=Round.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Films come from"),
    )
    language = forms.ChoiceField(required=False, label=gettext_lazy("Only for the language"))

    class Meta:
        model = Feed
        fields = [
            "sources",
            "kind",
            "top",
            "threshold",
            "least",
            "ties",
            "automatic",
            "category",
            "section",
            "orientation",
            "language",
        ]

    def __init__(self, *args: Any, judged: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = judged.edition
        others = Round.objects.filter(edition=edition).exclude(pk=judged.pk).exclude(mode=RoundMode.PUBLIC)
        self.fields["sources"].queryset = others.exclude(pk__in=_fed_by(judged)).order_by("pk")
        for name, rows in (("category", edition.categories.all()), ("section", edition.sections.all())):
            self.fields[name].queryset = rows
            self.fields[name].empty_label = _("All of them")
            if not rows.exists():
                del self.fields[name]
        spoken = edition.entries.submitted().values_list("languages", flat=True)
        codes = sorted({code for languages in spoken for code in languages})
        self.fields["language"].choices = [("", _("All of them")), *((c, language_name(c)) for c in codes)]
        if self.instance.pk:
            self.initial["sources"] = [source.pk for source in feeding.sources_of(self.instance)]

    @property
    def columns(self) -> dict[str, Any]:
        """What the action stores, without the rounds themselves."""
        return {name: value for name, value in self.cleaned_data.items() if name != "sources"}


class PollForm(forms.ModelForm):
    """An audience's vote: what it asks, whom it lets in, when. Hours are those on the wall of the festival."""

    opens_at = WallClockField(label=gettext_lazy("Opens"), required=False)
    closes_at = WallClockField(label=gettext_lazy("Ends"))

    class Meta:
        model = Poll
        fields = ["form", "most", "prior", "accounts", "emails", "tickets", "told", "keep_days"]

    def __init__(self, *args: Any, judged: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judged = judged
        name = Round._meta.get_field("name").formfield()
        self.fields = {
            "name": name,
            "opens_at": self.fields["opens_at"],
            "closes_at": self.fields["closes_at"],
        } | {key: field for key, field in self.fields.items() if key not in MOMENTS}
        self.initial["name"] = judged.name
        for moment in MOMENTS:
            self.fields[moment].help_text = _("Hour in %(zone)s.") % {"zone": judged.edition.time_zone}
            if at := getattr(judged, moment):
                self.initial[moment] = at.astimezone(judged.edition.tz).replace(tzinfo=None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in MOMENTS:
            moment_or_error(self, name, self.judged.edition.tz)
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("The deadline must come after the opening."))
        if not (data.get("accounts") or data.get("emails") or data.get("tickets")):
            self.add_error("accounts", _("Let somebody vote: tick at least one way."))
        return data

    @property
    def of_round(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", *MOMENTS)}

    @property
    def of_poll(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class TicketsForm(forms.Form):
    """A new sheet of tickets."""

    batch = forms.CharField(max_length=80, label=gettext_lazy("Name of the sheet"))
    count = forms.IntegerField(min_value=1, max_value=1000, label=gettext_lazy("Tickets"))


def _fed_by(judged: Round) -> set[int]:
    """Rounds that already take films from this one, over any number of steps."""
    others = Round.objects.filter(edition=judged.edition_id, feed__isnull=False)
    return {other.pk for other in others if judged.pk in feeding.upstream(other)}
