"""Instant runoff: the film with the least is taken out and its ballots go to the next film, until one has a majority.

Equal ranks share a ballot's weight among those of them that still run; a ballot on which no ranked film runs any more
is exhausted and counts in no majority. A recused juror's ballot passes the film by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from judging.scoring.ballots.ballot import Ballot, checked
from judging.scoring.ballots.least import NO_DECIDERS, Deciders, Least, least_of

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Turn:
    """One round of the count. `out`: who left after it, and what decided that; `exhausted`: weight without a film."""

    totals: dict[str, Fraction]
    exhausted: Fraction
    out: Least | None = None

    @property
    def majority(self) -> Fraction:
        """More than this wins: half of what still counts."""
        return sum(self.totals.values(), NOTHING) / 2


@dataclass(frozen=True)
class Runoff:
    """Every round. `winner` is None when the least could not be told apart: then `undecided` are those left."""

    turns: tuple[Turn, ...]
    places: dict[str, int]
    winner: str | None
    undecided: tuple[str, ...] = ()


def instant_runoff(
    films: Sequence[str], ballots: Sequence[Ballot], *, deciders: Deciders = NO_DECIDERS
) -> Runoff:
    cast = checked(ballots, set(films))
    running = list(films)
    turns: list[Turn] = []
    left: list[tuple[str, ...]] = []
    while True:
        totals, exhausted = count_first(running, cast)
        turn = Turn(totals, exhausted)
        winner = next((film for film in running if totals[film] > turn.majority), None)
        if winner is None and len(running) == 1:
            winner = running[0]
        if winner is not None:
            return Runoff((*turns, turn), _places(totals, left, winner), winner)
        out = least_of(totals, [past.totals for past in turns], cast, deciders)
        if not out.films:
            return Runoff((*turns, turn), _places(totals, left, None), None, tuple(running))
        turns.append(Turn(totals, exhausted, out))
        left.append(out.films)
        running = [film for film in running if film not in out.films]


def count_first(running: Sequence[str], ballots: Sequence[Ballot]) -> tuple[dict[str, Fraction], Fraction]:
    """The weight behind each film that runs, and the weight that is exhausted."""
    totals = dict.fromkeys(running, NOTHING)
    exhausted = NOTHING
    for given in ballots:
        first = given.first_of(totals)
        for film in first:
            totals[film] += given.power / len(first)
        if not first:
            exhausted += given.power
    return totals, exhausted


def _places(totals: dict[str, Fraction], left: list[tuple[str, ...]], winner: str | None) -> dict[str, int]:
    """The winner, then those of the last round by their totals, then who left, the last one first."""
    if winner is None:
        groups = [tuple(totals)]
    else:
        rest = sorted({total for film, total in totals.items() if film != winner}, reverse=True)
        groups = [(winner,)] + [
            tuple(f for f, total in totals.items() if total == level and f != winner) for level in rest
        ]
    places: dict[str, int] = {}
    for group in [*groups, *reversed(left)]:
        places |= dict.fromkeys(group, len(places) + 1)
    return places
