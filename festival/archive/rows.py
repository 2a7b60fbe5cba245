"""Rows as JSON and back, field by field, as Django's own serializers do it."""

from typing import Any

from django.db import models
from django.utils.encoding import is_protected_type

from festival.archive.plan import EMPTIED


def to_json(row: models.Model) -> dict[str, Any]:
    """The row's fields by name, its key as ``pk``, foreign keys as keys, and many-to-many keys without a model between."""
    told: dict[str, Any] = {"pk": row.pk}
    emptied = EMPTIED.get(row._meta.label, frozenset())
    for field in row._meta.concrete_fields:
        if not field.primary_key or field.is_relation:
            told[field.name] = "" if field.name in emptied else _value(field, row)
    for field in plain_links(type(row)):
        told[field.name] = list(getattr(row, field.name).order_by("pk").values_list("pk", flat=True))
    return told


def plain_links(model: type[models.Model]) -> list[Any]:
    """Many-to-many fields whose table between has no model of its own."""
    return [field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created]


def _value(field: Any, row: models.Model) -> Any:
    if field.is_relation:
        return getattr(row, field.attname)
    if hasattr(field, "countries"):
        return field.get_prep_value(getattr(row, field.attname))
    value = field.value_from_object(row)
    return value if is_protected_type(value) else field.value_to_string(row)
