"""Columns as plain JSON, and back: the same value always gives the same text."""

import json
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import models

FORMAT = 1
"""Of `Snapshot.data`. A reader of another format must know what to do; there is one so far."""


def plain(row: models.Model, field: Any) -> Any:
    """The column's value in JSON's own words."""
    value = field.value_from_object(row)
    if isinstance(field, models.FileField):
        return value.name or ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {str(key): words for key, words in sorted(value.items()) if words}
    if isinstance(value, list | tuple):
        return list(value)
    return field.get_prep_value(value)


def revive(field: Any, value: Any) -> Any:
    """What `plain` wrote, as the column reads it."""
    return field.to_python(value) if value is not None else None


def canonical(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: Any) -> str:
    """SHA-256 over the canonical text in UTF-8."""
    return sha256(canonical(data).encode()).hexdigest()
