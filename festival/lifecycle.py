"""State is a table and has one door: lock the row, check the edge, write, audit."""

from collections import defaultdict
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

    def move_many(
        self,
        model: type[models.Model],
        moves: Mapping[Any, str],
        *,
        by: Any,
        note: str = "",
        told: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> list[Any]:
        """Move many rows at once, all or none: `moves` maps the key of a row to the state it goes to.

        The same promises as `move`, in a handful of statements however many rows: all rows are locked (in the order
        of their keys, so that two crowds cannot lock each other out) and read again, every edge is checked before
        anything is written, each row gets its own line in the trail. `told` are facts for these lines, `facts`
        other columns. Returns the rows as written. Raises MoveNotAllowed when one edge is missing or a row is gone.
        """
        with transaction.atomic():
            locked = model._default_manager.select_for_update(of=("self",))
            rows = list(locked.filter(pk__in=list(moves)).order_by("pk"))
            if len(rows) < len(moves):
                raise MoveNotAllowed(
                    _("Something of this is no longer there. Reload the page and look again.")
                )
            lines, keys = [], defaultdict(list)
            for row in rows:
                present, to = getattr(row, self.field), moves[row.pk]
                if not self.allows(present, to):
                    raise MoveNotAllowed(
                        _("“%(what)s” cannot go from “%(present)s” to “%(to)s”.")
                        % {
                            "what": row,
                            "present": self._label(model, present),
                            "to": self._label(model, to),
                        }
                    )
                deed = f"{model._meta.model_name}.{to}"
                lines.append(
                    audit.line(deed, row, by=by, before=present, after=to, note=note, **(told or {}))
                )
                keys[to].append(row.pk)
                for name, value in {self.field: to, **facts}.items():
                    setattr(row, name, value)
            for to, those in keys.items():
                model._default_manager.filter(pk__in=those).update(**{self.field: to}, **facts)
            audit.record_many(lines)
        return rows

    def _label(self, model: type[models.Model], state: str) -> object:
        choices = dict(model._meta.get_field(self.field).flatchoices)  # type: ignore[union-attr]
        return choices.get(state, state)
