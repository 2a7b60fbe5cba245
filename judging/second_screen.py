"""The film on the television, the card in the hand: two pages of one account that find each other by a short code.

All of it lives in the cache for as long as the large screen asks again and again; signing out ends it. Each fact has one
writer, so that the two pages never write over each other.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.core.cache import cache
from django.dispatch import receiver

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 6
LIVES_S = 15 * 60
"""After the large screen was last heard of."""
ACTIONS = ("play", "pause", "seek")
FACTS = ("code", "paired", "film", "command", "status")


@dataclass(frozen=True)
class Screen:
    """`film`: round and assignment. `command`: a number that grows, what to do, and where. `status`: of the player."""

    code: str
    paired: bool = False
    film: tuple[int, int] | None = None
    command: dict[str, Any] | None = None
    status: dict[str, Any] | None = None


def open_screen(user: Any) -> Screen:
    """This page becomes the large screen; an older one of the account ends."""
    close_screen(user)
    code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    cache.set(_key(user, "code"), code, LIVES_S)
    return Screen(code)


def current(user: Any) -> Screen | None:
    """The account's large screen, or None when there is none (any more)."""
    found = cache.get_many([_key(user, fact) for fact in FACTS])
    told = {fact: found.get(_key(user, fact)) for fact in FACTS}
    if not told["code"]:
        return None
    film = tuple(told["film"]) if told["film"] else None
    return Screen(told["code"], bool(told["paired"]), film, told["command"], told["status"])  # type: ignore[arg-type]


def pair(user: Any, code: str) -> bool:
    """The page in the hand has the code. Only one's own screen can be found by it."""
    screen = current(user)
    if screen is None or not secrets.compare_digest(screen.code.encode(), plain_code(code).encode()):
        return False
    cache.set(_key(user, "paired"), True, LIVES_S)
    return True


def plain_code(code: str) -> str:
    """As people type it: small letters, spaces and hyphens."""
    return "".join(code.split()).replace("-", "").upper()


def show_film(user: Any, round_pk: int, pk: int) -> None:
    """Put this film on the large screen; the former one's command and state are gone."""
    cache.delete_many([_key(user, "command"), _key(user, "status")])
    cache.set(_key(user, "film"), [round_pk, pk], LIVES_S)


def tell(user: Any, action: str, seconds: float) -> None:
    """The page in the hand commands. `seconds`: where to seek to."""
    former = cache.get(_key(user, "command")) or {"n": 0}
    cache.set(_key(user, "command"), {"n": former["n"] + 1, "action": action, "seconds": seconds}, LIVES_S)


def hear(user: Any, status: dict[str, Any]) -> None:
    """The large screen says how it stands, and that it is there."""
    cache.set(_key(user, "status"), status, LIVES_S)
    for fact in ("code", "paired", "film", "command"):
        cache.touch(_key(user, fact), LIVES_S)


def close_screen(user: Any) -> None:
    cache.delete_many([_key(user, fact) for fact in FACTS])


def _key(user: Any, fact: str) -> str:
    return f"second_screen:{user.pk}:{fact}"


@receiver(user_logged_out)
def _end_on_signing_out(sender: Any, user: Any, **_facts: Any) -> None:
    if user is not None:
        close_screen(user)
