"""Inputs that people can type into: minutes and seconds, wall-clock times, frame rates."""

from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from festival.durations import format_duration, parse_duration
from festival.validators import validate_year
from festival.wall_clock import MissingHour, RepeatedHour, moment_at

LONGEST_S = 24 * 3600
# What editors call 23.976 is exactly 24000/1001, and ffprobe says so.
BROADCAST_RATES = {
    "23.976": "24000/1001",
    "23.98": "24000/1001",
    "29.97": "30000/1001",
    "59.94": "60000/1001",
}
FASTEST_FPS = 240


class DurationField(forms.CharField):
    """Minutes, mm:ss or h:mm:ss; seconds in the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.TextInput(attrs={"inputmode": "numeric", "size": 8}), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return format_duration(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            seconds = parse_duration(str(value))
        except ValueError as error:
            raise ValidationError(
                _("Write minutes and seconds, for example 12:30, or just minutes.")
            ) from error
        if seconds > LONGEST_S:
            raise ValidationError(_("That is longer than a day."))
        return seconds

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class WallClockField(forms.DateTimeField):
    """A date and an hour as they stand on the wall of the festival. Naive; the form adds the time zone."""

    FORMAT = "%Y-%m-%dT%H:%M"

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=self.FORMAT)
        super().__init__(**{"widget": widget, "validators": [validate_year], **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        for form in (self.FORMAT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
            try:
                return datetime.strptime(str(value).strip(), form)  # noqa: DTZ007 - the form adds the zone
            except ValueError:
                continue
        raise ValidationError(_("Write a date and an hour, for example 2026-05-31 23:59."))


def moment_or_error(form: forms.BaseForm, name: str, tz: ZoneInfo) -> None:
    """Turn the naive value of a WallClockField into a moment; an hour that is missing or comes twice is an error."""
    wall = form.cleaned_data.get(name)
    if wall is None:
        return
    values = {"hour": wall.strftime("%Y-%m-%d %H:%M"), "zone": tz.key}
    try:
        form.cleaned_data[name] = moment_at(wall, tz)
    except MissingHour:
        sentence = _("%(hour)s does not exist in %(zone)s: the clocks are put forward. Choose another hour.")
        form.add_error(name, sentence % values)
    except RepeatedHour:
        sentence = _("%(hour)s comes twice in %(zone)s: the clocks are put back. Choose another hour.")
        form.add_error(name, sentence % values)


class FrameRatesField(forms.CharField):
    """Comma-separated frame rates, kept as ffprobe writes them: 24, 25, 30000/1001."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = [word for word in str(value or "").replace(";", ",").replace(" ", ",").split(",") if word]
        return list(dict.fromkeys(_frame_rate(word) for word in words))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


def _frame_rate(word: str) -> str:
    word = BROADCAST_RATES.get(word, word)
    try:
        rate = Fraction(word)
    except (ValueError, ZeroDivisionError):
        rate = Fraction(0)
    if not 0 < rate <= FASTEST_FPS or len(str(rate)) > 12:
        raise ValidationError(
            _("“%(word)s” is not a frame rate. Write 24, 25 or 30000/1001.") % {"word": word}
        )
    return str(rate)
