"""What must be known when the office changes something of an edition. The rooms above leave their ears here.

An ear is called inside the transaction, with what was stored before and what is stored now; it only writes rows.
"""

from collections.abc import Callable
from typing import Any

Ear = Callable[[Any, dict[str, tuple[Any, Any]]], None]

_ears: dict[str, Ear] = {}


def hear_edition_changes(name: str, ear: Ear) -> None:
    """Add an ear, or put a better one in the place of the one with this name."""
    _ears[name] = ear


def edition_changed(edition: Any, changes: dict[str, tuple[Any, Any]]) -> None:
    """Tell every ear: the edition as it is now, and old and new value of each changed column."""
    for ear in _ears.values():
        ear(edition, changes)
