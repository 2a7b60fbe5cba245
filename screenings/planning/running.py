"""How long a block runs: measured films, the black between them, words before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

GAP_S = 8  # black between two films
STEP_MIN = 5  # a programme prints 20:00-21:35, never 21:33


@dataclass(frozen=True)
class Running:
    """Seconds, except where the name says minutes. `unmeasured` films count as nothing: the total is then a floor."""

    films_s: float
    gaps_s: float
    intro_min: int
    qa_min: int
    unmeasured: int

    @property
    def total_s(self) -> float:
        return self.films_s + self.gaps_s + 60 * (self.intro_min + self.qa_min)

    @property
    def slot_min(self) -> int:
        """What the hall is booked for: rounded up to the programme's step, never nothing."""
        return max(1, ceil(self.total_s / 60 / STEP_MIN)) * STEP_MIN

    @property
    def slot_length(self) -> timedelta:
        return timedelta(minutes=self.slot_min)


def running_time(
    durations_s: Sequence[float | None], *, intro_min: int = 0, qa_min: int = 0, gap_s: float = GAP_S
) -> Running:
    """`None` is a film that has not been measured yet."""
    known = [seconds for seconds in durations_s if seconds is not None]
    return Running(
        films_s=sum(known),
        gaps_s=gap_s * max(0, len(durations_s) - 1),
        intro_min=intro_min,
        qa_min=qa_min,
        unmeasured=len(durations_s) - len(known),
    )
