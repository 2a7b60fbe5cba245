"""Schulze's method: the film that no other one reaches by a stronger chain of head-to-head results.

p(X, Y) is the strength of the strongest path from X to Y, and the strength of a path is that of its weakest link;
X comes before Y if p(X, Y) > p(Y, X) (Schulze 2011). The strength of a result is the share of the entitled weight on
the winning side: without recusals that orders exactly as winning votes do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from judging.scoring.ballots.ballot import Ballot, checked
from judging.scoring.ballots.headtohead import NOTHING, Matrix, condorcet_winner, head_to_head

Pair = tuple[str, str]


@dataclass(frozen=True)
class Cycle:
    """Films that beat one another in a circle, each the next and the last the first; where the circle is weakest."""

    films: tuple[str, ...]
    weakest: Pair


@dataclass(frozen=True)
class Schulze:
    """Who comes before whom. `places` are competition places: one more than the number of films before it."""

    matrix: Matrix
    paths: dict[Pair, Fraction]
    towards: dict[Pair, str]
    places: dict[str, int]

    @property
    def condorcet(self) -> str | None:
        return condorcet_winner(self.matrix)

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(film for film in self.matrix.films if self.places[film] == 1)

    def before(self, one: str, other: str) -> bool:
        return self.paths[one, other] > self.paths[other, one]

    def path(self, one: str, other: str) -> tuple[str, ...]:
        """The films along the strongest path, both ends included; empty without a path."""
        if not self.paths[one, other]:
            return ()
        way = [other]
        while way[-1] != one:
            way.append(self.towards[one, way[-1]])
        return tuple(reversed(way))

    def cycles(self, winner: str) -> list[Cycle]:
        """For each film that beats the winner head to head: the circle in which that result is the weakest link."""
        stronger = (
            other
            for other in self.matrix.films
            if other != winner and self.matrix.beats(other, winner) and self.before(winner, other)
        )
        return [Cycle(self.path(winner, other), (other, winner)) for other in stronger]


def schulze(films: Sequence[str], ballots: Sequence[Ballot]) -> Schulze:
    return from_matrix(head_to_head(films, checked(ballots, set(films))))


def from_matrix(matrix: Matrix) -> Schulze:
    """Floyd and Warshall, with the widest path instead of the shortest; exact."""
    films = matrix.films
    pairs = [(one, other) for one in films for other in films if one != other]
    paths = {pair: matrix.share(*pair) if matrix.beats(*pair) else NOTHING for pair in pairs}
    towards = {(one, other): one for one, other in pairs}
    for middle in films:
        for one, other in pairs:
            if middle in (one, other):
                continue
            through = min(paths[one, middle], paths[middle, other])
            if through > paths[one, other]:
                paths[one, other] = through
                towards[one, other] = towards[middle, other]
    ahead = {film: sum(paths[o, film] > paths[film, o] for o in films if o != film) for film in films}
    return Schulze(matrix, paths, towards, {film: 1 + number for film, number in ahead.items()})
