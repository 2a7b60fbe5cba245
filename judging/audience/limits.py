"""How often somebody may try. Counted in the cache, by digests, in windows of time; nothing of it is kept."""

from dataclasses import dataclass
from time import time

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from festival.exceptions import FestivalError


@dataclass(frozen=True)
class Limit:
    """`most` times within `seconds`, per key."""

    name: str
    most: int
    seconds: int


VOTES = Limit("vote", 600, 600)
"""Votes per network, without those by ticket: a hall of some hundred people stands behind one address."""
TICKETS_TRIED = Limit("ticket", 60, 600)
"""Wrong codes per network: guessing one of 2^50 seals takes longer than any festival."""
MAILS_BY_NETWORK = Limit("mail-network", 200, 3600)
MAILS_BY_BOX = Limit("mail-box", 4, 3600)
"""With five tries for each code: twenty guesses an hour at one of a million."""
CODES_TRIED = Limit("code", 300, 900)


class TooOften(FestivalError):
    status = 429
    default_message = _("That was too often in a short time. Wait a few minutes, then try again.")


def spend(limit: Limit, key: str) -> None:
    """Count one try; refuse (429) when there were too many."""
    if not allowed(limit, key):
        raise TooOften


def allowed(limit: Limit, key: str) -> bool:
    """Count one try, and say whether it may go on."""
    window = int(time() // limit.seconds)
    name = f"audience:{limit.name}:{key}:{window}"
    cache.add(name, 0, timeout=limit.seconds)
    try:
        return cache.incr(name) <= limit.most
    except ValueError:  # the window has just ended
        return True
