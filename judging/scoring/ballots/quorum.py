"""Whether enough of a jury has spoken: of each bloc, and on each film."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from judging.scoring.ballots.ballot import Ballot


@dataclass(frozen=True)
class Quorum:
    """`share` of each bloc's jurors, rounded up, and `jurors` who may speak on each film. Nothing of either: no rule."""

    share: Fraction = Fraction(2, 3)
    jurors: int = 3


@dataclass(frozen=True)
class Shortfall:
    """Of a bloc or of a film, whichever is named: how many there are, how many it takes."""

    have: int
    need: int
    bloc: str | None = None
    film: str = ""


def shortfalls(
    quorum: Quorum, films: Sequence[str], ballots: Iterable[Ballot], *, seats: Mapping[str, str]
) -> list[Shortfall]:
    """`seats`: every juror of the jury with the bloc, "" for none. Blocs first, then films, in the given order."""
    cast = list(ballots)
    sitting = Counter(seats.values())
    voted = Counter(seats[one.voter] for one in cast if one.voter in seats)
    found = []
    for bloc, members in sitting.items():
        need = ceil(quorum.share * members)
        if voted[bloc] < need:
            found.append(Shortfall(voted[bloc], need, bloc=bloc))
    for film in films:
        have = sum(one.count for one in cast if film not in one.recused)
        if have < quorum.jurors:
            found.append(Shortfall(have, quorum.jurors, film=film))
    return found
