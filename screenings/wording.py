"""Lengths, days and hours as each language writes them. Django's own formats know no minutes of film and no zones."""

from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from festival.zones import locale


def runtime(seconds: float) -> str:
    """12′34″; in Chinese 12 分 34 秒. An hour stays sixty minutes: these are short films."""
    minutes, rest = divmod(round(seconds), 60)
    return pgettext("length of a film", "%(minutes)d′%(seconds)02d″") % {"minutes": minutes, "seconds": rest}


def minutes(count: float) -> str:
    return _("%(count)d min") % {"count": round(count)}


def day_long(day: date) -> str:
    """Friday 3 July; in Chinese 7月3日星期五."""
    return format_date(day, _chinese("M月d日EEEE") or "EEEE d MMMM", locale=locale())


def day_short(day: date) -> str:
    """Fri 3 Jul; in Chinese 7月3日周五."""
    return format_date(day, _chinese("M月d日EEE") or "EEE d MMM", locale=locale())


def day_and_year(day: date) -> str:
    """3 July 2026."""
    return format_date(day, "long", locale=locale())


def days_between(first: date, last: date) -> str:
    """3–5 July 2026, said as shortly as each language allows."""
    if first == last:
        return day_and_year(first)
    if _chinese("zh"):
        if (first.year, first.month) == (last.year, last.month):
            return f"{day_and_year(first)}至{last.day}日"
        end = f"{last.month}月{last.day}日" if first.year == last.year else day_and_year(last)
        return f"{day_and_year(first)}至{end}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_and_year(last)}"
    if first.year == last.year:
        return f"{format_date(first, 'd MMMM', locale=locale())} – {day_and_year(last)}"
    return f"{day_and_year(first)} – {day_and_year(last)}"


def time_left(until: datetime, now: datetime) -> str:
    """45 days left; on the last two days 31 hours left."""
    hours = max(0, int((until - now).total_seconds() // 3600))
    if hours >= 48:
        days = hours // 24
        return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}
    return ngettext("%(count)d hour left", "%(count)d hours left", hours) % {"count": hours}


def moment(at: datetime) -> str:
    """3 July 2026, 20:00; in Chinese 2026年7月3日 20:00. In the zone of `at`."""
    return f"{day_and_year(at.date())}{_chinese(' ') or ', '}{at:%H:%M}"


def moment_long(at: datetime) -> str:
    """Friday 3 July, 20:00; in Chinese 7月3日星期五 20:00. In the zone of `at`."""
    return f"{day_long(at.date())}{_chinese(' ') or ', '}{at:%H:%M}"


def moment_short(at: datetime) -> str:
    """Fri 3 Jul, 20:00; in Chinese 7月3日周五 20:00. In the zone of `at`."""
    return f"{day_short(at.date())}{_chinese(' ') or ', '}{at:%H:%M}"


def language_name(code: str) -> str:
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name(locale())
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


def _chinese(pattern: str) -> str:
    """The pattern, where the reader reads Chinese."""
    return pattern if (get_language() or "").startswith("zh") else ""
