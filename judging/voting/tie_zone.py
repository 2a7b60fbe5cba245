"""Which films of a result are worth asking about again: pure, from the rows of a tally."""

from collections.abc import Sequence
from typing import Any

FEW = 5


def tie_zone(rows: Sequence[dict[str, Any]], *, most: int = 30) -> list[str]:
    """The films that share the first place, or the first group that the count cannot tell apart; else the first five."""
    placed = [row for row in rows if row.get("place") is not None]
    group = _group_of_first(placed)
    tied = [row["film"] for row in placed if row["place"] == 1]
    if len(group) > 1:
        return group[:most]
    if len(tied) > 1:
        return tied[:most]
    return [row["film"] for row in placed[:FEW]]


def _group_of_first(placed: Sequence[dict[str, Any]]) -> list[str]:
    if not placed or placed[0].get("group") is None:
        return []
    return [row["film"] for row in placed if row.get("group") == placed[0]["group"]]
