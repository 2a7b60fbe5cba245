"""Read numbers that a stranger wrote: whatever is not plainly a finite number is None.

ffprobe repeats what a file claims: ``N/A``, ``0/0``, ``inf``, a rotation of -9.2e18, a height of 2**63.
Nothing else in this app converts text from a file into a number.
"""

import math
from fractions import Fraction
from typing import Any

_LARGEST = 2**53
"""Beyond this a float no longer counts in ones; no honest property of a film comes near."""


def number(value: object) -> float | None:
    """Return a finite float of sane size, or None."""
    try:
        result = float(str(value))
    except ValueError:
        return None
    return result if math.isfinite(result) and abs(result) <= _LARGEST else None


def whole(value: object, *, least: int = 0) -> int | None:
    """Return a whole number not below ``least``, or None."""
    result = number(value)
    if result is None or result != int(result) or result < least:
        return None
    return int(result)


def ratio(value: object) -> Fraction | None:
    """Return a positive fraction from ``30000/1001`` or ``8:5``, or None."""
    above, _, below = str(value).replace(":", "/").partition("/")
    top, bottom = whole(above, least=1), whole(below or 1, least=1)
    return Fraction(top, bottom) if top and bottom else None


def seconds(value: object) -> float | None:
    """Return seconds from ``12.5`` or Matroska's ``00:00:12.500000000``, or None."""
    parts = str(value).split(":")
    if len(parts) == 1:
        return number(value)
    figures = [number(part) for part in parts]
    if len(parts) != 3 or any(figure is None or figure < 0 for figure in figures):
        return None
    hours, minutes, rest = (figure or 0.0 for figure in figures)
    return hours * 3600 + minutes * 60 + rest


def mapping(value: object) -> dict[str, Any]:
    """Return the value when it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[dict[str, Any]]:
    """Return the JSON objects of a list; anything else in it is left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def word(value: object, *, longest: int = 64) -> str:
    """Return short printable text, or an empty string."""
    text = value if isinstance(value, str) else ""
    return "".join(letter for letter in text if letter.isprintable())[:longest]
