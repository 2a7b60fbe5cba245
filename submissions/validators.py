"""What an address must be before the portal shows it to anybody."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_https(url: str) -> None:
    """An https address of a public host, without a name or a pass phrase in it."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValidationError(_("This is not an address of the web.")) from None
    if parts.scheme != "https":
        raise ValidationError(_("The address must begin with https://."))
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("Leave the name and the pass phrase out of the address."))
    if "." not in host.strip(".") or host.rstrip(".").rpartition(".")[2].isdecimal() or ":" in host:
        raise ValidationError(_("The address must name a public site."))
