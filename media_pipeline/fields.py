"""Kinds of columns that Django does not bring."""

from typing import Any

from django.db import models

from media_pipeline import spans
from media_pipeline.spans import Span


class SpansField(models.Field):
    """Stretches of a film (``media_pipeline.spans``) as an ``int4multirange``: PostgreSQL merges them by itself."""

    def db_type(self, connection: Any) -> str:
        return "int4multirange"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> tuple[Span, ...] | None:
        return None if value is None else spans.read(value)

    def to_python(self, value: Any) -> tuple[Span, ...] | None:
        if value is None or isinstance(value, tuple):
            return value
        return spans.read(value) if isinstance(value, str) else spans.merge(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else spans.write(value)

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s" if hasattr(value, "as_sql") else "%s::int4multirange"

    def value_to_string(self, obj: models.Model) -> str:
        return spans.write(self.value_from_object(obj))
