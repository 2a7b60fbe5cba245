"""Filters of the programme: `{{ film.runtime_s|runtime }}`, `{{ day|day_long }}`, `{% zone edition starts_at %}`."""

import json
from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from festival.localized import LocalizedText
from festival.models import Edition
from festival.zones import zone_name
from screenings import cards, wording

register = template.Library()


@register.filter
def runtime(seconds: float | None) -> str:
    return wording.runtime(seconds) if seconds else ""


@register.filter
def minutes(count: float | None) -> str:
    return wording.minutes(count) if count else ""


@register.filter
def day_long(day: date | datetime) -> str:
    return wording.day_long(_day(day))


@register.filter
def day_short(day: date | datetime) -> str:
    return wording.day_short(_day(day))


@register.filter
def day_and_year(day: date | datetime) -> str:
    return wording.day_and_year(_day(day))


@register.filter
def clock(moment: datetime) -> str:
    """20:00, in the zone that is active: pages of an edition are rendered in the edition's own."""
    return f"{timezone.localtime(moment):%H:%M}"


@register.filter
def moment(at: datetime) -> str:
    """Day, year and clock, in the active zone."""
    return wording.moment(timezone.localtime(at))


@register.filter
def moment_long(at: datetime) -> str:
    return wording.moment_long(timezone.localtime(at))


@register.filter
def moment_short(at: datetime) -> str:
    return wording.moment_short(timezone.localtime(at))


@register.filter
def time_left(until: datetime) -> str:
    return wording.time_left(until, timezone.now())


@register.filter
def language_name(code: str) -> str:
    return wording.language_name(code)


@register.filter
def text_lang(text: LocalizedText) -> str:
    """`lang` of a text that is shown in another language than the page's; else nothing."""
    return cards.text_lang(text)


@register.simple_tag
def days(edition: Edition) -> str:
    return wording.days_between(edition.starts_on, edition.ends_on)


@register.simple_tag
def zone(edition: Edition, at: datetime | None = None) -> str:
    """The clock of the festival's first day, unless another moment is meant: summer and winter differ."""
    return zone_name(edition.tz, at or datetime.combine(edition.starts_on, time(12), edition.tz))


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data for search engines: not executed, so the policy against inline scripts lets it be."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
