"""Every film against every other: who is ranked above whom, by whose weight."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from judging.scoring.ballots.ballot import Ballot

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Matrix:
    """`votes[a, b]`: weight of those who rank a above b. `entitled[a, b]`: of those who may speak on both."""

    films: tuple[str, ...]
    votes: dict[tuple[str, str], Fraction]
    entitled: dict[tuple[str, str], Fraction]

    def share(self, one: str, other: str) -> Fraction:
        """The part of the entitled weight that ranks `one` above `other`; nothing where nobody is entitled."""
        whole = self.entitled[one, other]
        return self.votes[one, other] / whole if whole else NOTHING

    def beats(self, one: str, other: str) -> bool:
        return self.share(one, other) > self.share(other, one)

    def ties(self, one: str, other: str) -> bool:
        return self.share(one, other) == self.share(other, one)

    def wins(self, film: str) -> int:
        """How many films it beats head to head."""
        return sum(self.beats(film, other) for other in self.films if other != film)


def head_to_head(films: Sequence[str], ballots: Sequence[Ballot]) -> Matrix:
    votes = dict.fromkeys(permutations(films, 2), NOTHING)
    entitled = dict(votes)
    for given in ballots:
        places = {film: place for film in films if (place := given.place(film)) is not None}
        for one, other in permutations(places, 2):
            entitled[one, other] += given.power
            if places[one] < places[other]:
                votes[one, other] += given.power
    return Matrix(tuple(films), votes, entitled)


def condorcet_winner(matrix: Matrix) -> str | None:
    """The film that beats every other one head to head, if there is one."""
    return next((film for film in matrix.films if matrix.wins(film) == len(matrix.films) - 1), None)


def condorcet_loser(matrix: Matrix, among: Collection[str]) -> str | None:
    """The film among these that every other one of them beats."""
    losers = (f for f in among if all(matrix.beats(other, f) for other in among if other != f))
    return next(losers, None) if len(among) > 1 else None
