"""What a release changes against the one before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CONFIRMED, CANCELLED = "confirmed", "cancelled"


@dataclass(frozen=True)
class Placed:
    """What the public was (or will be) told about one screening."""

    screen: Any
    starts: datetime
    ends: datetime
    status: str
    content: tuple[Any, ...] = ()  # title and films, in order


@dataclass(frozen=True)
class Change:
    key: Any
    kind: str  # new, cancelled, restored, moved, room, length, content
    before: Placed | None
    after: Placed


def changes(before: Mapping[Any, Placed], after: Mapping[Any, Placed]) -> list[Change]:
    """Between two released schedules, keyed by screening. Pencilled items are nobody's business and left out.

    A promise that is missing from `after` is told as cancelled, because calendars forget nothing by themselves.
    """
    found = []
    for key, now in after.items():
        kind = _kind(_told(before.get(key)), _told(now))
        if kind:
            found.append(Change(key, kind, before.get(key), now))
    for key, was in before.items():
        if was.status == CONFIRMED and _told(after.get(key)) is None:
            gone = Placed(was.screen, was.starts, was.ends, CANCELLED, was.content)
            found.append(Change(key, "cancelled", was, gone))
    return found


def _told(placed: Placed | None) -> Placed | None:
    return placed if placed is not None and placed.status in (CONFIRMED, CANCELLED) else None


def _kind(was: Placed | None, now: Placed | None) -> str | None:
    if now is None:
        return None
    if was is None:
        return "new" if now.status == CONFIRMED else None
    if was.status != now.status:
        return "cancelled" if now.status == CANCELLED else "restored"
    if now.status == CANCELLED or was == now:
        return None
    if was.starts != now.starts:
        return "moved"
    if was.screen != now.screen:
        return "room"
    return "length" if was.ends != now.ends else "content"
