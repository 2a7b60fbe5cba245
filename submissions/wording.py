"""Small words that pages and letters of the entry desk share."""

from django.utils.translation import gettext as _


def roughly(seconds: float | None) -> str:
    """A length of time as one says it who does not count: 40 s, 12 min, 3 h 20 min; a dash for None."""
    if seconds is None:
        return "–"
    if seconds < 90:
        return _("%(seconds)s s") % {"seconds": max(1, round(seconds))}
    minutes = round(seconds / 60)
    if minutes < 90:
        return _("%(minutes)s min") % {"minutes": minutes}
    if minutes < 36 * 60:
        return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}
    return _("%(days)s days") % {"days": round(minutes / 1440)}
