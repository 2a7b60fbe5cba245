"""Long forms read better in groups: a legend, then rows of fields that belong together."""

from typing import ClassVar

from django.forms import BoundField
from django.utils.functional import Promise

Rows = tuple[tuple[str, ...], ...]


class GroupedForm:
    """A mixin for forms. `groups`: legend and rows of field names; a field that this form has not is passed over."""

    groups: ClassVar[tuple[tuple[Promise | str, Rows], ...]] = ()

    def laid_out(self) -> list[tuple[Promise | str, list[list[BoundField]]]]:
        return [(legend, [self._row(names) for names in rows]) for legend, rows in self.groups]

    def _row(self, names: tuple[str, ...]) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]  # type: ignore[index,attr-defined]
