"""What speaks of stuffing. A signal starts a look, never a sentence: somebody of the team decides, and says why.

Everything that would name a person comes in as a salted hash. A hall full of people shares one network, and so does a
company or a village: tickets scanned in the hall are no signal of their own, and one network alone is a weak one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, lgamma, log
from statistics import median

WEAK, STRONG = "weak", "strong"
NETWORK, TWINS, DEVICE, RUN, BURST = "network", "twins", "device", "run", "burst"


@dataclass(frozen=True)
class Cast:
    """One voter's first vote. `network`, `agent`, `device`, `pattern` are hashes; empty: not known, or forgotten.

    `pattern` is the address with its digits taken out: "vote17@" and "vote18@" have one.
    """

    voter: str
    at: datetime
    films: tuple[str, ...]
    network: str = ""
    agent: str = ""
    device: str = ""
    pattern: str = ""
    ticket: bool = False


@dataclass(frozen=True)
class Limits:
    """From how many on something is told, within which time."""

    network: int = 8
    twins: int = 4
    device: int = 2
    run: int = 3
    within: timedelta = timedelta(minutes=30)
    bin: timedelta = timedelta(minutes=10)
    chance: float = 1e-6
    burst: int = 10


@dataclass(frozen=True)
class Signal:
    """`key` is the hash or film that they share, so that a signal is found again. Voters in the order of time."""

    kind: str
    weight: str
    key: str
    voters: tuple[str, ...]
    first: datetime
    last: datetime
    film: str = ""


def signals(casts: Iterable[Cast], limits: Limits | None = None) -> list[Signal]:
    """All signals of a vote, strong ones and large ones first."""
    limits = limits or Limits()
    casts = sorted(casts, key=lambda cast: (cast.at, cast.voter))
    online = [cast for cast in casts if not cast.ticket]
    found = [
        *_shared(DEVICE, STRONG, casts, lambda cast: cast.device, limits.device, None),
        *_shared(RUN, STRONG, online, lambda cast: cast.pattern, limits.run, None),
        *_shared(TWINS, STRONG, online, _twin, limits.twins, limits.within),
        *_shared(NETWORK, WEAK, online, lambda cast: cast.network, limits.network, limits.within),
        *_bursts(online, limits),
    ]
    return sorted(found, key=lambda one: (one.weight != STRONG, -len(one.voters), one.kind, one.key))


def _twin(cast: Cast) -> str:
    """Same network and same browser: with tickets left out, seldom two people within half an hour."""
    return f"{cast.network}/{cast.agent}" if cast.network and cast.agent else ""


def _shared(  # noqa: PLR0917 (a table of signals reads best as a table)
    kind: str,
    weight: str,
    casts: Sequence[Cast],
    key: Callable[[Cast], str],
    least: int,
    within: timedelta | None,
) -> list[Signal]:
    groups: dict[str, list[Cast]] = defaultdict(list)
    for cast in casts:
        if key(cast):
            groups[key(cast)].append(cast)
    found = []
    for shared, group in groups.items():
        dense = group if within is None else _densest(group, within, least)
        if len(dense) >= least:
            found.append(_signal(kind, weight, shared, dense))
    return found


def _densest(group: Sequence[Cast], within: timedelta, least: int) -> list[Cast]:
    """Every cast that lies in some stretch of `within` that holds at least so many."""
    kept: set[int] = set()
    start = 0
    for end, cast in enumerate(group):
        while cast.at - group[start].at > within:
            start += 1
        if end - start + 1 >= least:
            kept.update(range(start, end + 1))
    return [group[number] for number in sorted(kept)]


def _bursts(casts: Sequence[Cast], limits: Limits) -> list[Signal]:
    """For one film far more votes in ten minutes than its usual ten minutes bring (Poisson, one in a million)."""
    found = []
    for film in dict.fromkeys(film for cast in casts for film in cast.films):
        mine = [cast for cast in casts if film in cast.films]
        bins: dict[int, list[Cast]] = defaultdict(list)
        for cast in mine:
            bins[int(cast.at.timestamp() // limits.bin.total_seconds())].append(cast)
        usual = max(median(len(some) for some in bins.values()), 1.0)
        for number, some in bins.items():
            if len(some) >= limits.burst and more_than_chance(len(some), usual) < limits.chance:
                found.append(_signal(BURST, WEAK, f"{film}/{number}", some, film))
    return found


def more_than_chance(seen: int, usual: float) -> float:
    """The chance of so many or more, where `usual` are expected (the upper tail of Poisson's law)."""
    term = exp(seen * log(usual) - usual - lgamma(seen + 1))
    total, number = 0.0, seen
    while term > total * 1e-12 and number < seen + 1000:
        total += term
        number += 1
        term *= usual / number
    return min(1.0, total)


def _signal(kind: str, weight: str, key: str, casts: Sequence[Cast], film: str = "") -> Signal:
    return Signal(kind, weight, key, tuple(cast.voter for cast in casts), casts[0].at, casts[-1].at, film)
