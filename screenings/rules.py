"""Who may? The programme is the programmers' work; telling it to the world as well, but it is audited by name."""

from typing import Any

from festival import rules
from festival.models import Edition


def can_plan(user: Any, edition: Edition) -> bool:
    """Venues, blocks, sessions, the draft schedule."""
    return rules.can_programme(user, edition)


def can_release(user: Any, edition: Edition) -> bool:
    return rules.can_programme(user, edition)


def can_copy(user: Any, edition: Edition) -> bool:
    """Open next year's edition from this one."""
    return rules.can_direct(user, edition)
