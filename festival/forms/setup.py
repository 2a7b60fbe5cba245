"""Forms of the set-up pages. Times are those on the wall of the festival, in the time zone of the same form."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.enums import Disclosure, EntryNeed
from festival.forms.fields import DurationField, FrameRatesField, WallClockField, moment_or_error
from festival.forms.layout import GroupedForm
from festival.models import Category, Edition, Festival, Section
from festival.validators import validate_year
from festival.zones import zones_to_choose

MOMENTS = ("call_opens_at", "call_closes_at")


def _day(**attrs: Any) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


class FestivalForm(GroupedForm, forms.ModelForm):
    groups = (
        (gettext_lazy("Name and address"), (("name",), ("slug", "accent"))),
        (gettext_lazy("What people read"), (("tagline",), ("about",), ("city",), ("contact_email",))),
    )

    class Meta:
        model = Festival
        fields = ["name", "slug", "tagline", "about", "city", "contact_email", "accent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].help_text = _("Part of every web address: small letters, digits and hyphens.")


class EditionForm(GroupedForm, forms.ModelForm):
    """`instance` carries its festival. A copy or a new edition begins with what `instance` and `initial` say."""

    groups = (
        (gettext_lazy("Name and address"), (("name",), ("slug",), ("languages",))),
        (
            gettext_lazy("Dates"),
            (
                ("time_zone",),
                ("call_opens_at", "call_closes_at"),
                ("decisions_on",),
                ("starts_on", "ends_on"),
            ),
        ),
        (gettext_lazy("What people read"), (("summary",), ("regulations",))),
        (gettext_lazy("What entries must have"), (("entry_needs",),)),
        (gettext_lazy("Awards"), (("awards_per_film",),)),
        (gettext_lazy("Screenings for jury and staff"), (("watermark",),)),
    )
    call_opens_at = WallClockField(label=gettext_lazy("Call opens"))
    call_closes_at = WallClockField(label=gettext_lazy("Call closes"))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those in which the festival speaks to its public."),
    )
    entry_needs = forms.MultipleChoiceField(
        label=gettext_lazy("Asked of entries"),
        choices=EntryNeed,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "A film cannot be submitted without these. Titles, synopsis, director, countries, languages and"
            " completion date are always asked for."
        ),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("All hours of this edition are hours on the wall there."),
    )

    class Meta:
        model = Edition
        fields = [
            "name",
            "slug",
            "time_zone",
            "languages",
            "call_opens_at",
            "call_closes_at",
            "decisions_on",
            "starts_on",
            "ends_on",
            "awards_per_film",
            "watermark",
            "entry_needs",
            "summary",
            "regulations",
        ]
        widgets = {"decisions_on": _day(), "starts_on": _day(), "ends_on": _day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(name, name) for name in zones_to_choose(self.instance.time_zone)]
        self.fields["decisions_on"].help_text = _(
            "Public. On this day filmmakers hear whether their film was selected."
        )
        for name in ("decisions_on", "starts_on", "ends_on"):
            self.fields[name].validators.append(validate_year)
        for name in MOMENTS:
            if moment := getattr(self.instance, name):
                self.initial[name] = moment.astimezone(self.instance.tz).replace(tzinfo=None)

    @cached_property
    def changed_data(self) -> list[str]:
        """Another time zone moves the moments, though the same hours stand in the form."""
        changed = super().changed_data
        moved = [name for name in MOMENTS if name not in changed] if "time_zone" in changed else []
        return [*changed, *moved]

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        others = Edition.objects.filter(festival=self.instance.festival, slug=slug).exclude(
            pk=self.instance.pk
        )
        if others.exists():
            raise forms.ValidationError(_("This festival has an edition at this address already."))
        return slug

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in MOMENTS:
            if zone := data.get("time_zone"):
                moment_or_error(self, name, ZoneInfo(zone))
            else:
                data.pop(name, None)  # an hour without a place is no moment
        self._order("call_opens_at", "call_closes_at", _("The call must close after it opens."))
        self._order("starts_on", "ends_on", _("The last day cannot come before the first."), same=True)
        return data

    def _order(self, first: str, second: str, sentence: str, *, same: bool = False) -> None:
        early, late = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if early and late and not (early < late or (same and early == late)):
            self.add_error(second, sentence)


class CopyEditionForm(forms.Form):
    """What a copied edition needs that its source cannot say."""

    name = Edition._meta.get_field("name").formfield()
    slug = forms.SlugField(label=gettext_lazy("Address"), max_length=50)
    starts_on = forms.DateField(
        label=gettext_lazy("First festival day"),
        validators=[validate_year],
        widget=_day(),
        help_text=gettext_lazy("All other dates move along, by whole weeks."),
    )
    team = forms.BooleanField(label=gettext_lazy("Keep the team of the desk"), required=False, initial=True)

    def __init__(self, *args: Any, source: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if self.source.festival.editions.filter(slug=slug).exists():
            raise forms.ValidationError(_("This festival has an edition at this address already."))
        return slug


class PartForm(GroupedForm, forms.ModelForm):
    """What a section and a category have in common: one address per edition; a new one goes to the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["position"]

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        siblings = type(self.instance)._default_manager.filter(edition=self.instance.edition, slug=slug)
        if siblings.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This edition uses the address already."))
        return slug


class SectionForm(PartForm):
    groups = ((gettext_lazy("Section"), (("name",), ("slug", "position"))),)

    class Meta:
        model = Section
        fields = ["name", "slug", "position"]


_MINUTES = gettext_lazy("Minutes and seconds, for example 12:30. Empty: any.")


class CategoryForm(PartForm):
    groups = (
        (gettext_lazy("Category"), (("name",), ("slug", "position"), ("description",))),
        (
            gettext_lazy("Rules for the film"),
            (
                ("min_duration_s", "max_duration_s"),
                ("orientation", "min_short_side"),
                ("frame_rates",),
                ("audio_required",),
                ("subtitles_required",),
            ),
        ),
        (gettext_lazy("Declaration"), (("disclosure",),)),
    )
    min_duration_s = DurationField(label=gettext_lazy("Shortest"), required=False, help_text=_MINUTES)
    max_duration_s = DurationField(label=gettext_lazy("Longest"), required=False, help_text=_MINUTES)
    frame_rates = FrameRatesField(
        label=gettext_lazy("Frame rates"),
        required=False,
        help_text=format_lazy("{} {}", "24, 25, 29.97.", gettext_lazy("Empty: any.")),
    )

    class Meta:
        model = Category
        fields = [
            "name",
            "slug",
            "description",
            "position",
            "min_duration_s",
            "max_duration_s",
            "orientation",
            "min_short_side",
            "frame_rates",
            "audio_required",
            "subtitles_required",
            "disclosure",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["disclosure"] = (
                Disclosure.REQUIRED
            )  # a call that has not begun can ask for all of it

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        shortest, longest = data.get("min_duration_s"), data.get("max_duration_s")
        if shortest and longest and shortest > longest:
            self.add_error("max_duration_s", _("The longest film cannot be shorter than the shortest."))
        return data
