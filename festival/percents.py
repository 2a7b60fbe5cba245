"""Percentages as people read them."""

from django.utils.translation import gettext as _

UNBROKEN = "\N{NO-BREAK SPACE}"


def percent(number: object) -> str:
    """“61 %”, in Chinese “61%”; the sign never begins a line of its own. The number is already rounded as it should read."""
    return (_("%(number)s %%") % {"number": number}).replace(" ", UNBROKEN)
