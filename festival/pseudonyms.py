"""The name of a person who was forgotten: kept in English, said in the language of whoever reads it."""

import re

from django.utils.translation import gettext as _

_KEPT = re.compile(r"Former member (\d+)")


def kept(number: int) -> str:
    """As it is stored: it tells which deeds were one person's, and not whose."""
    return f"Former member {number}"


def said(name: str) -> str:
    """Any name, as it stands on a page."""
    found = _KEPT.fullmatch(name)
    return _("Former member %(number)s") % {"number": found[1]} if found else name
