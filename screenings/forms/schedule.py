"""Forms of the schedule. Hours are those on the festival's wall; days are festival days, which end at five."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.localized import LocalizedFormField
from festival.models import Edition
from festival.wall_clock import MissingHour, RepeatedHour
from screenings import wording
from screenings.enums import ScreeningKind, ScreeningState
from screenings.models import Screen, Screening, Slot
from screenings.planning.days import festival_day, festival_days, instant_on_festival_day

DAYS_AROUND = 1  # the eve and the morning after, for build-up and farewell


class ScreenChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Screen) -> str:
        return f"{obj.full_name} ({obj.get_kind_display()})"


class PlacementForm(forms.Form):
    """Where, when, and how sure. `cleaned_data["starts_at"]` is the instant."""

    screen = ScreenChoiceField(label=gettext_lazy("Screen"), queryset=Screen.objects.none())
    day = forms.ChoiceField(label=gettext_lazy("Festival day"))
    time = forms.TimeField(
        label=gettext_lazy("Start"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[
            (ScreeningState.PENCILLED, ScreeningState.PENCILLED.label),
            (ScreeningState.CONFIRMED, ScreeningState.CONFIRMED.label),
        ],
    )

    def __init__(self, *args: Any, edition: Edition, slot: Slot | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {**_placed(edition, slot), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.edition = edition
        screens = Screen.objects.filter(venue__edition=edition).select_related("venue")
        used = slot.screen_id if slot else None
        self.fields["screen"].queryset = screens.filter(hidden=False) | screens.filter(pk=used)
        self.fields["day"].choices = [
            (day.isoformat(), wording.day_long(day))
            for day in festival_days(
                edition.starts_on - timedelta(days=DAYS_AROUND), edition.ends_on + timedelta(days=DAYS_AROUND)
            )
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, wall = data.get("day"), data.get("time")
        if not day or wall is None:
            return data
        try:
            data["starts_at"] = instant_on_festival_day(_date(day), wall, self.edition.tz)
        except MissingHour:
            self.add_error("time", _("The clocks jump over this time that night. Choose another one."))
        except RepeatedHour:
            self.add_error(
                "time", _("The clocks go back that night and this time comes twice. Choose another.")
            )
        return data


class ScreeningForm(forms.ModelForm):
    """What a showing of a block is like; its place is another form's business."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind.value, kind.label) for kind in ScreeningKind if kind != ScreeningKind.EVENT],
    )

    class Meta:
        model = Screening
        fields = ["kind", "intro_min", "qa_min"]


class ReleaseForm(forms.Form):
    comment = LocalizedFormField(
        label=gettext_lazy("What changed, for the public"), required=False, rows=2, max_length=1000
    )
    seen = forms.BooleanField(label=gettext_lazy("I have read the warnings and release all the same."))

    def __init__(self, *args: Any, warned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not warned:
            del self.fields["seen"]


class CopyEditionForm(forms.Form):
    name = LocalizedFormField(label=gettext_lazy("Name"), max_length=120)
    slug = forms.SlugField(label=gettext_lazy("Address"), max_length=50)
    starts_on = forms.DateField(
        label=gettext_lazy("First festival day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("All other dates move along by whole weeks; you can change them afterwards."),
    )
    team = forms.BooleanField(
        label=gettext_lazy("Take the team along"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Everybody with a seat at the desk. Jurors are invited anew."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if self.edition.festival.editions.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is already an edition at this address."))
        return slug


def _placed(edition: Edition, slot: Slot | None) -> dict[str, Any]:
    if slot is None:
        return {"day": edition.starts_on.isoformat(), "status": ScreeningState.PENCILLED}
    return {
        "screen": slot.screen_id,
        "day": festival_day(slot.starts_at, edition.tz).isoformat(),
        "time": slot.starts_at.astimezone(edition.tz).time(),
        "status": slot.status,
    }


def _date(text: str) -> Any:
    return forms.DateField().to_python(text)
