"""What each juror's ballot weighs. A bloc keeps its weight however many of its jurors have voted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from judging.scoring.ballots.ballot import Ballot


def weighed(
    ballots: Iterable[Ballot], *, bloc_of: Mapping[str, str], bloc_weights: Mapping[str, Fraction]
) -> list[Ballot]:
    """Each ballot with its juror's share of the bloc's weight; in a jury without blocs each weighs one.

    Someone who sits in no bloc of a jury that has blocs has no weight to share, and is left out, as in the scores.
    """
    given = list(ballots)
    if not bloc_weights:
        return [replace(one, weight=Fraction(1)) for one in given]
    voted = Counter(bloc_of.get(one.voter, "") for one in given)
    return [
        replace(one, weight=bloc_weights[bloc] / voted[bloc])
        for one in given
        if (bloc := bloc_of.get(one.voter, "")) in bloc_weights
    ]
