"""Where a film names its makers, for players that must not show it."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from judging.models import Assignment, CreditsRange

Stretch = list[float]


def covered_stretches(assignment: Assignment) -> list[Stretch]:
    """Seconds that the player covers and skips for this juror: [[from, to], …]; none where the makers are shown.

    The assignment comes with its entry as the round shows it (`pinning.as_pinned`). One query, or none.
    """
    if not assignment.round.hides_makers or assignment.entry.film_id is None:
        return []
    return ranges_of([assignment.entry.film_id])[assignment.entry.film_id]


def ranges_of(assets: Iterable[Any]) -> dict[Any, list[Stretch]]:
    """By the film's file, in one query."""
    found: dict[Any, list[Stretch]] = defaultdict(list)
    for asset, start, end in CreditsRange.objects.filter(asset__in=list(assets)).values_list(
        "asset_id", "starts_s", "ends_s"
    ):
        found[asset].append([float(start), float(end)])
    return found


def read_time(words: str) -> Decimal | None:
    """Seconds from 95, 1:35, 1:35.5 or 0:01:35; None for nothing. Raises ValueError for anything else."""
    text = words.strip().replace("：", ":")
    if not text:
        return None
    parts = text.split(":")
    if len(parts) > 3 or not all(
        part.replace(".", "", 1).isascii() and part.replace(".", "", 1).isdigit() for part in parts
    ):
        raise ValueError(words)
    numbers = [Decimal(part) for part in parts]
    if any(number >= 60 for number in numbers[1:]):
        raise ValueError(words)
    seconds = Decimal(0)
    for number in numbers:
        seconds = seconds * 60 + number
    return round(seconds, 2)
