from datetime import date
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_festival_slug(slug: str) -> None:
    if slug in settings.RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is used by the portal itself. Choose another address.") % {"slug": slug}
        )


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write it like Asia/Shanghai.") % {"name": name}
        )


def validate_year(day: date) -> None:
    """A slip of the finger (0202, 20266) must not reach the arithmetic of dates. Takes datetimes too."""
    if not 1990 <= day.year <= 2200:
        raise ValidationError(_("The year %(year)d cannot be right.") % {"year": day.year})
