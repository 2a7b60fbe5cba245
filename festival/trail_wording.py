"""The facts of an audit record as a person reads them: no brackets, no keys of rows, times as the language writes them."""

import re
from datetime import datetime
from typing import Any

from django.utils import formats, timezone

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def fact(value: Any) -> str:
    """One fact in words; a list of rows' keys says only how many they are, an empty fact is a dash."""
    if isinstance(value, dict):
        return "; ".join(f"{_word(key)}: {_change(part)}" for key, part in value.items()) or "–"
    if isinstance(value, list):
        if value and all(_KEY.search(str(part)) for part in value):
            return str(len(value))
        return "; ".join(fact(part) for part in value) or "–"
    return _plain(value)


def _change(part: Any) -> str:
    """Two values are before and after."""
    return (
        " → ".join(fact(side) for side in part) if isinstance(part, list) and len(part) == 2 else fact(part)
    )


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "–"
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        at = None
    if at is None or timezone.is_naive(at):
        return str(value)
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def _word(key: str) -> str:
    return str(key).replace("_", " ")
