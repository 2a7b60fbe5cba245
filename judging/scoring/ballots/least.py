"""Which film has the least, and what decides when several have: never the order of the rows.

First the totals of the rounds before, the newest first; then the head-to-head results among the tied; then what the
round has declared for its ties (the president's ballot, the jury's score). Films that together stay below the next one
leave together: in whichever order, none of them could have stayed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from judging.scoring.ballots.ballot import Ballot
from judging.scoring.ballots.headtohead import condorcet_loser, head_to_head

ALONE = "alone"
EARLIER = "earlier"
HEAD_TO_HEAD = "head to head"
TOGETHER = "together"
PRESIDENT = "casting_vote"
SCORE = "jury_score"
NOBODY = ""


@dataclass(frozen=True)
class Deciders:
    """What may decide a tie inside a count: in the declared order, `casting_vote` and `jury_score`."""

    order: tuple[str, ...] = ()
    president: Ballot | None = None
    scores: Mapping[str, Fraction] = field(default_factory=dict)


NO_DECIDERS = Deciders()


@dataclass(frozen=True)
class Least:
    """Who leaves, out of which tied films, decided by what; no films: nothing could decide."""

    films: tuple[str, ...]
    tied: tuple[str, ...]
    by: str


def least_of(
    totals: Mapping[str, Fraction],
    before: Sequence[Mapping[str, Fraction]],
    ballots: Sequence[Ballot],
    deciders: Deciders,
    *,
    keep: int = 1,
) -> Least:
    """`before`: the totals of the earlier rounds, in their order. `keep`: how many films have to stay."""
    smallest = min(totals.values())
    tied = tuple(film for film in totals if totals[film] == smallest)
    if len(tied) == 1:
        return Least(tied, tied, ALONE)
    left = _by_earlier(tied, before)
    if len(left) == 1:
        return Least(left, tied, EARLIER)
    loser = condorcet_loser(head_to_head(left, [one.only(left) for one in ballots]), left)
    if loser is not None:
        return Least((loser,), tied, HEAD_TO_HEAD)
    above = [total for film, total in totals.items() if film not in tied]
    if len(above) >= keep and smallest * len(tied) < min(above):
        return Least(tied, tied, TOGETHER)
    film, by = lowest(left, deciders)
    return Least((film,) if film else (), tied, by)


def _by_earlier(tied: tuple[str, ...], before: Sequence[Mapping[str, Fraction]]) -> tuple[str, ...]:
    left = tied
    for totals in reversed(before):
        smallest = min(totals[film] for film in left)
        left = tuple(film for film in left if totals[film] == smallest)
    return left


def lowest(tied: Sequence[str], deciders: Deciders) -> tuple[str, str]:
    """The one film that the declared deciders put last, and which of them did; two empty words if none can."""
    return _extreme(tied, deciders, last=True)


def highest(tied: Sequence[str], deciders: Deciders) -> tuple[str, str]:
    """The one film that the declared deciders put first."""
    return _extreme(tied, deciders, last=False)


def _extreme(tied: Sequence[str], deciders: Deciders, *, last: bool) -> tuple[str, str]:
    for rung in deciders.order:
        ranks = _ranks(tied, rung, deciders)
        if ranks is None:
            continue
        wanted = max(ranks.values()) if last else min(ranks.values())
        at_the_end = [film for film in tied if ranks[film] == wanted]
        if len(at_the_end) == 1:
            return at_the_end[0], rung
    return "", NOBODY


def _ranks(tied: Sequence[str], rung: str, deciders: Deciders) -> dict[str, Fraction] | None:
    """Small is good. None when this decider has nothing to say about one of the tied films."""
    if rung == PRESIDENT and deciders.president is not None:
        places = {film: deciders.president.place(film) for film in tied}
        if None not in places.values():
            return {film: Fraction(place) for film, place in places.items() if place is not None}
    if rung == SCORE and all(film in deciders.scores for film in tied):
        return {film: -deciders.scores[film] for film in tied}
    return None
