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
