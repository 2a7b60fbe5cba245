"""Borda's points, and the plain count of first places.

Borda: a film gets one point for each film that a ballot ranks below it and half a point for each equal one. On a ballot
that does not rank all films, those not ranked share the lowest points equally, so that every ballot gives the same sum
and leaving films out harms nobody more than ranking them equal last. A recused juror says nothing on pairs with that
film: each pair is taken as the share of those entitled to it, times the whole weight of the vote.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from judging.scoring.ballots.ballot import Ballot, checked
from judging.scoring.ballots.headtohead import NOTHING, head_to_head
from judging.scoring.ballots.runoff import count_first


def borda(films: Sequence[str], ballots: Sequence[Ballot]) -> dict[str, Fraction]:
    """Points n-1 to 0 on a full ballot, times what the ballots weigh."""
    cast = checked(ballots, set(films))
    matrix = head_to_head(films, cast)
    whole = sum((given.power for given in cast), NOTHING)

    def points(film: str) -> Fraction:
        shares = (
            (matrix.share(film, other) + 1 - matrix.share(other, film)) / 2
            for other in films
            if other != film and matrix.entitled[film, other]
        )
        return whole * sum(shares, NOTHING)

    return {film: points(film) for film in films}


def first_places(films: Sequence[str], ballots: Sequence[Ballot]) -> dict[str, Fraction]:
    """The weight of the ballots that put each film first; several firsts of one ballot share it."""
    totals, _exhausted = count_first(films, checked(ballots, set(films)))
    return totals


def places(values: dict[str, Fraction], last: Iterable[str] = ()) -> dict[str, int]:
    """Competition places ("1224"), most first."""
    ladder = sorted(values.values(), reverse=True)
    return {film: ladder.index(value) + 1 for film, value in values.items()}
