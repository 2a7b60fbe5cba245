"""The workshop's figures as small pictures."""

from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from media_pipeline import board
from media_pipeline.enums import Step
from media_pipeline.forecast import Pace
from submissions.wording import roughly


class Figures:
    """Of the whole workshop, whosever films they are: only numbers."""

    def __init__(self, now: datetime, paces: dict[str, Pace]) -> None:
        """Look back from now."""
        self.now, self.paces = now, paces

    @cached_property
    def hours(self) -> list[tuple[datetime, int]]:
        return board.verdicts_by_hour(self.now)

    @cached_property
    def waits(self) -> dict[str, float]:
        return board.waits(self.now)

    @cached_property
    def hour_bars(self) -> list[dict[str, Any]]:
        """The last day's verdicts as bars of a picture 240 by 60."""
        highest = max((films for _hour, films in self.hours), default=0) or 1
        bars = []
        for number, (hour, films) in enumerate(self.hours):
            height = round(56 * films / highest, 1)
            bars.append({"x": number * 10, "y": 60 - height, "height": height, "hour": hour, "films": films})
        return bars

    @property
    def verdicts_today(self) -> int:
        """Films that got their verdict within the picture."""
        return sum(films for _hour, films in self.hours)

    @property
    def wait_bars(self) -> list[dict[str, Any]]:
        """Mean minutes of waiting for each step."""
        return [
            {"label": step.label, "value": round(seconds / 60, 2), "display": roughly(seconds)}
            for step in Step
            if (seconds := self.waits.get(step)) is not None
        ]

    @property
    def longest_wait(self) -> float:
        """For the scale of the bars; never zero."""
        return max((bar["value"] for bar in self.wait_bars), default=0) or 1

    @property
    def speed_bars(self) -> list[dict[str, Any]]:
        """How many seconds of film each step does in a second."""
        return [
            {
                "label": step.label,
                "value": round(speed, 2),
                "display": f"{number_format(speed, 1)} ×",
                "note": ngettext("%(films)s film", "%(films)s films", self.paces[step].tries)
                % {"films": self.paces[step].tries},
            }
            for step in Step
            if (speed := self.paces[step].speed)
        ]

    @property
    def fastest(self) -> float:
        """For the scale of the bars; never zero."""
        return max((bar["value"] for bar in self.speed_bars), default=0) or 1
