"""What follows when films share the first place: the rungs that the round declared before it opened, in their order.

Some rungs are counted here (the same method among the tied films alone, the president's ballot, the jury's score, the
simple majority of a third ballot); a rung that needs the jurors again stops the count and says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from judging.scoring.ballots.ballot import Ballot
from judging.scoring.ballots.least import PRESIDENT, SCORE, Deciders, highest
from judging.scoring.ballots.points import first_places

RECOUNT = "recount"
SECOND_BALLOT = "second_ballot"
THIRD_BALLOT = "third_ballot"
SHARED = "shared"
RUNGS = (RECOUNT, SECOND_BALLOT, THIRD_BALLOT, PRESIDENT, SCORE, SHARED)

Winners = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class Step:
    """One rung that was tried: which films shared the place before it, and which after."""

    rung: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Climb:
    """`films`: who is left; `waits_for`: the rung that needs the jurors; `shared`: the prize may be shared."""

    films: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    waits_for: str = ""
    shared: bool = False


def climb(
    tied: Sequence[str],
    ballots: Sequence[Ballot],
    *,
    ladder: Sequence[str],
    number: int,
    winners: Winners,
    deciders: Deciders,
) -> Climb:
    """`number`: which ballot of the jury this was. `winners`: the round's own method on fewer films."""
    left = tuple(tied)
    steps: list[Step] = []
    for rung in ladder:
        if len(left) == 1:
            break
        if rung == SHARED:
            return Climb(left, tuple(steps), shared=True)
        if (rung == SECOND_BALLOT and number < 2) or (rung == THIRD_BALLOT and number < 3):
            return Climb(left, tuple(steps), waits_for=rung)
        if rung == SECOND_BALLOT:
            continue
        after = tuple(_left_by(rung, left, ballots, winners, deciders))
        steps.append(Step(rung, left, after))
        left = after
    return Climb(left, tuple(steps))


def _left_by(
    rung: str, tied: tuple[str, ...], ballots: Sequence[Ballot], winners: Winners, deciders: Deciders
) -> Sequence[str]:
    if rung == RECOUNT:
        return winners(tied) or tied
    if rung == THIRD_BALLOT:
        totals = first_places(tied, [one.only(tied) for one in ballots])
        most = max(totals.values())
        return [film for film in tied if totals[film] == most]
    film, _by = highest(tied, Deciders((rung,), deciders.president, deciders.scores))
    return [film] if film else tied
