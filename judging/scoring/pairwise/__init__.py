"""Pairs of films, one preferred to the other: Bradley–Terry strengths and the next pair worth asking."""

from judging.scoring.pairwise.bradley_terry import (
    RIDGE,
    Comparisons,
    PairFit,
    Relative,
    comparisons,
    fit_pairs,
    from_wins,
)
from judging.scoring.pairwise.jurors import ENOUGH_PAIRS, fit_with_jurors
from judging.scoring.pairwise.next_pair import RANKING, WINNER, next_pair

__all__ = [
    "ENOUGH_PAIRS",
    "RANKING",
    "RIDGE",
    "WINNER",
    "Comparisons",
    "PairFit",
    "Relative",
    "comparisons",
    "fit_pairs",
    "fit_with_jurors",
    "from_wins",
    "next_pair",
]
