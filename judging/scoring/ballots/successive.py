"""Successive secret ballots, as main juries hold them: one name each.

In the first two ballots a film needs more than half of the weight that was cast, in the third it needs only more than
any other; a tie there is the president's to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from judging.scoring.ballots.ballot import Ballot
from judging.scoring.ballots.headtohead import NOTHING
from judging.scoring.ballots.points import first_places, places

LAST = 3


@dataclass(frozen=True)
class Count:
    """One ballot. `winner` is None: no decision yet, or a tie in the last ballot (`tied`)."""

    number: int
    totals: dict[str, Fraction]
    needed: Fraction
    winner: str | None
    tied: tuple[str, ...]

    @property
    def absolute(self) -> bool:
        return self.number < LAST

    @property
    def places(self) -> dict[str, int]:
        return places(self.totals)


def successive(films: Sequence[str], ballots: Sequence[Ballot], *, number: int) -> Count:
    """`number`: 1, 2 or 3; any further one is counted as the third. `needed`: more than this wins in 1 and 2."""
    totals = first_places(films, ballots)
    needed = sum(totals.values(), NOTHING) / 2
    most = max(totals.values(), default=NOTHING)
    ahead = tuple(film for film in films if totals[film] == most and most > 0)
    decided = len(ahead) == 1 and (number >= LAST or most > needed)
    return Count(
        min(number, LAST), totals, needed, ahead[0] if decided else None, ahead if len(ahead) > 1 else ()
    )
