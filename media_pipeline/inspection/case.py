"""What a rule is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from media_pipeline.measurements import NOTHING_MEASURED, Measurements
from media_pipeline.probe import FilmStream, Probe
from media_pipeline.signature import Signature
from media_pipeline.spec import TechnicalSpec


class Severity(StrEnum):
    """What blocks must be mended, what warns should be looked at, what informs changes no verdict."""

    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"


@dataclass(frozen=True)
class Problem:
    """One finding: what is wrong, where, and the figures that its sentence needs."""

    code: str
    severity: Severity
    params: dict[str, Any] = field(default_factory=dict)
    timecode_s: float | None = None


@dataclass(frozen=True)
class Case:
    """All that is known about a file when it is judged. What was not looked at yet is None."""

    spec: TechnicalSpec
    signature: Signature
    probe: Probe | None = None
    measured: Measurements = NOTHING_MEASURED
    unplayable: bool = False
    """The workshop tried to open the pictures and none came out."""
    subtitle_files: int = 0
    """Sent beside the film."""

    @property
    def film(self) -> FilmStream | None:
        """The film stream, if there is one."""
        return self.probe.film if self.probe else None

    @property
    def duration_s(self) -> float:
        """The measured running time; 0 while unknown."""
        return self.probe.duration_s if self.probe else 0.0


Found = Iterator[Problem]
Rule = Callable[[Case], Found]


def blocks(code: str, timecode_s: float | None = None, **params: Any) -> Problem:
    return Problem(code, Severity.BLOCKS, params, timecode_s)


def warns(code: str, timecode_s: float | None = None, **params: Any) -> Problem:
    return Problem(code, Severity.WARNS, params, timecode_s)


def informs(code: str, timecode_s: float | None = None, **params: Any) -> Problem:
    return Problem(code, Severity.INFORMS, params, timecode_s)
