"""Time zones as people name them, and those that a festival may choose."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LOCALES = {"en": "en_GB", "zh-hans": "zh_Hans_CN"}
# Families of names that repeat a city or stand for no place.
NO_PLACES = {"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico", "posix", "right"}


def locale() -> str:
    """The reader's locale, as Babel calls it."""
    return LOCALES.get(get_language() or "", LOCALES["en"])


def zone_name(zone: ZoneInfo, at: datetime) -> str:
    """Rome time (UTC+2): a city that people know, and the figure for those far away."""
    offset = at.astimezone(zone).utcoffset()
    hours = (offset.total_seconds() if offset else 0) / 3600
    figure = f"{hours:+.2f}".rstrip("0").rstrip(".") if hours else ""
    if "." in figure:
        whole, fraction = figure.split(".")
        figure = f"{whole}:{round(float('0.' + fraction) * 60):02d}"
    if zone.key == "UTC":
        return "UTC"
    city = get_timezone_location(zone.key, locale=locale(), return_city=True)
    return _("%(city)s time (UTC%(offset)s)") % {"city": city, "offset": figure}


def zones_to_choose(chosen: str = "") -> list[str]:
    """Cities and UTC, without the aliases of the database ("localtime", "US/Pacific"); and what is chosen already."""
    places = {name for name in available_timezones() if "/" in name and name.split("/")[0] not in NO_PLACES}
    return sorted(places | {"UTC"} | ({chosen} if chosen in available_timezones() else set()))
