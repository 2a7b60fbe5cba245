"""What a method of counting is, and what comes out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    """A row per film, best first, and what the method found out besides. Both are JSON."""

    rows: list[Row]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Method:
    """`by` does the counting; it must depend on nothing but its two arguments, so that anybody can repeat it.

    Every row has `film` (its key) and `place` (None for a film that has none); the rest is the method's own.
    """

    name: str
    by: Callable[[Mapping[str, Any], Mapping[str, Any]], list[Row] | Counted]

    def run(self, inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> Counted:
        came_out = self.by(inputs, parameters)
        return came_out if isinstance(came_out, Counted) else Counted(came_out)

    def count(self, inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Row]:
        return self.run(inputs, parameters).rows
