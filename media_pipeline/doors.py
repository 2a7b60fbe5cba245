"""Who may watch is decided by the rooms above; here each leaves the question that is asked before every part of a film.

So a link ends the moment its viewer may no longer watch, and the workshop need not know what a juror is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

Question = Callable[[Any, UUID, str], bool]
"""May this viewer watch this film (by its id) by this number? The number is the room's own: an entry, a duty."""


@dataclass(frozen=True)
class Door:
    """One way to a film. ``logged``: what is watched through it goes into the view log."""

    name: str
    may_pass: Question
    logged: bool


@dataclass(frozen=True)
class Key:
    """What a link says about the way its viewer came: which door, and the number to ask there."""

    door: str
    number: str


_doors: dict[str, Door] = {}


def build(name: str, may_pass: Question, *, logged: bool) -> None:
    """Add a door; the rooms do so when they open (``AppConfig.ready``)."""
    _doors[name] = Door(name, may_pass, logged)


def find(name: str) -> Door | None:
    """The door of this name; None when no room has it any more, and then nobody passes."""
    return _doors.get(name)
