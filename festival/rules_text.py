"""A category's rules as sentences, for whoever sets them and for whoever must keep them."""

from typing import Any

from django.utils.translation import gettext as _

from festival.durations import format_duration
from festival.enums import Orientation


def category_rules_sentences(category: Any) -> list[str]:
    """All rules, one plain sentence each, in the active language. Never empty: no rule is a sentence too."""
    sentences = [
        _length(category.min_duration_s, category.max_duration_s),
        _orientation(category.orientation),
        _size(category.min_short_side),
        _frame_rates(category.frame_rates),
        _("The film must have sound.") if category.audio_required else _("Silent films are welcome."),
        _("Subtitles are required.") if category.subtitles_required else "",
    ]
    return [sentence for sentence in sentences if sentence]


def _length(shortest: int | None, longest: int | None) -> str:
    if shortest and longest:
        return _("The film runs between %(shortest)s and %(longest)s minutes.") % {
            "shortest": format_duration(shortest),
            "longest": format_duration(longest),
        }
    if longest:
        return _("The film runs no longer than %(longest)s minutes.") % {"longest": format_duration(longest)}
    if shortest:
        return _("The film runs at least %(shortest)s minutes.") % {"shortest": format_duration(shortest)}
    return _("The film may have any length.")


def _orientation(orientation: str) -> str:
    return {
        Orientation.HORIZONTAL.value: _("The picture is wider than high."),
        Orientation.VERTICAL.value: _("The picture is higher than wide."),
        Orientation.SQUARE.value: _("The picture is square."),
    }.get(orientation, _("The picture may have any format."))


def _size(short_side: int | None) -> str:
    if not short_side:
        return ""
    return _("The shorter side of the picture has at least %(pixels)d pixels.") % {"pixels": short_side}


def _frame_rates(rates: list[str]) -> str:
    if not rates:
        return ""
    return _("Frames per second: %(rates)s.") % {"rates": ", ".join(_readable(rate) for rate in rates)}


def _readable(rate: str) -> str:
    """30000/1001 → 29.97, because that is what cameras and editors say."""
    numerator, _slash, denominator = rate.partition("/")
    return f"{int(numerator) / int(denominator):.3f}".rstrip("0").rstrip(".") if denominator else rate
