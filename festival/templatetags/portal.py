"""Small helpers for the templates of the design system."""

from datetime import datetime
from zlib import crc32

from django import template
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

from festival import percents
from festival.models import Edition
from festival.zones import zone_name

register = template.Library()

PLATES = "abcdef"


@register.filter
def plate(title: object) -> str:
    """The pattern that stands in for a missing still: always the same one for the same title."""
    return PLATES[crc32(str(title).encode()) % len(PLATES)]


@register.filter
def initial(title: object) -> str:
    """The first letter of a title, for a typographic plate."""
    return next((letter for letter in str(title) if letter.isalnum()), "")


@register.simple_tag(takes_context=True)
def labelled(context: template.Context, label: str, value: object) -> str:
    """A label and its value with the colon of the reader's script: “Number: 2”, “编号：2”."""
    line = _("%(label)s: %(value)s") % {"label": label, "value": value}
    return conditional_escape(line) if context.autoescape else line


@register.filter
def clock(seconds: float | None) -> str:
    """Seconds as people read a running time: 9:05, 1:02:03; nothing for None."""
    if seconds is None:
        return ""
    whole = int(float(seconds) + 0.5)
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def zone_at(edition: Edition, at: datetime) -> str:
    """The edition's zone in words, with the offset it has at that time: Rome time (UTC+2)."""
    return zone_name(edition.tz, at)


@register.filter
def percent(number: object) -> str:
    """The number with its sign, on one line: 61 %."""
    return percents.percent(number)


@register.filter
def spaced(label: str) -> str:
    """The label with a space after it, where its script has one: none after the wide colon of Chinese."""
    return str(label) if str(label).endswith("：") else f"{label} "
