"""Codes are short words: whoever tries many of them has to wait."""

from typing import Any

from django.core.cache import cache

from submissions.exceptions import TooManyGuesses

MOST_WRONG = 20
AN_HOUR_S = 3600


def refuse_guessing(user: Any) -> None:
    """Raises TooManyGuesses."""
    if cache.get(_key(user), 0) >= MOST_WRONG:
        raise TooManyGuesses


def was_wrong(user: Any) -> None:
    """One more wrong code of this person, counted for an hour from the first."""
    cache.add(_key(user), 0, AN_HOUR_S)
    cache.incr(_key(user))


def _key(user: Any) -> str:
    return f"wrong-codes:{user.pk}"
