"""State is a table and has one door: lock the row, check the edge, write, audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import MoveNotAllowed

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Lifecycle:
    """`table` maps each state to the states that may follow it; a state without a key is an end."""

    field: str
    table: Mapping[str, frozenset[str] | set[str]]

    def allows(self, present: str, to: str) -> bool:
        return to in self.table.get(present, ())

    def move(self, instance: Row, to: str, *, by: Any, note: str = "", **facts: Any) -> Row:
        """Move the row to state `to`, write `facts` (other columns) in the same update, and audit it.

        `by` is the user, or None when the portal itself acts. The row is locked and read again first, so of two
        people who press the button one gets MoveNotAllowed. The given instance is refreshed to what was written.
        """
        model = type(instance)
        with transaction.atomic():
            present = getattr(
                model._default_manager.select_for_update(of=("self",)).get(pk=instance.pk), self.field
            )
            if not self.allows(present, to):
                raise MoveNotAllowed(
                    _("This cannot go from “%(present)s” to “%(to)s”.")
                    % {"present": self._label(model, present), "to": self._label(model, to)}
                )
            model._default_manager.filter(pk=instance.pk).update(**{self.field: to}, **facts)
            for name, value in {self.field: to, **facts}.items():
                setattr(instance, name, value)
            audit.record(
                f"{model._meta.model_name}.{to}", instance, by=by, before=present, after=to, note=note
            )
        return instance

    def _label(self, model: type[models.Model], state: str) -> object:
        choices = dict(model._meta.get_field(self.field).flatchoices)  # type: ignore[union-attr]
        return choices.get(state, state)
