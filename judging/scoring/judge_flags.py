"""What is told of one juror, and what is worth a conversation."""

from dataclasses import dataclass, field

SEVERE, ERRATIC, CONTRARY = "severe", "erratic", "contrary"
ONE_SCORE, DRIFTING, PARTIAL, HARDLY_WATCHED = "one_score", "drifting", "partial", "hardly_watched"
FAR, SURE = 2.0, 3.0
"""Severe: so many times the usual severity, and as many times its own error, away from 0."""
ENOUGH, ENOUGH_FOR_HABIT = 15, 8
NOISY, CONTRADICTING, ALWAYS_THE_SAME, HALF = 2.0, 0.1, 0.6, 0.5
LUCK = 0.01


@dataclass(frozen=True)
class Influence:
    """Films that come among the first, or fall out, when this juror is left out."""

    entering: tuple[int, ...] = ()
    leaving: tuple[int, ...] = ()


@dataclass(frozen=True)
class JudgeReport:
    """One juror. None where there are too few scores to say, or nothing was given to say it from.

    `severity` in points with its error; `spread` against the colleagues' (1: alike); `noise` as a ratio of variances
    with the chance of so much; `agreement` the correlation with the colleagues; `usual` the share of the score given
    most; `drift` in points per ten films in the order of viewing, with its chance; `partial` the films of one's own
    that were scored far above the colleagues; `watched` the median share of the film that was seen; `repeated` the mean
    difference between two scores for the same film.
    """

    juror: int
    scores: int
    severity: float
    severity_error: float
    spread: float
    noise: float | None
    noise_luck: float | None
    agreement: float | None
    usual: float
    drift: float | None
    drift_luck: float | None
    partial: tuple[int, ...]
    watched: float | None
    repeated: float | None
    influence: Influence = field(default_factory=Influence)
    flags: tuple[str, ...] = ()


def flags(report: JudgeReport, *, usual_severity: float) -> tuple[str, ...]:
    """The codes of what stands out. `usual_severity` is the standard deviation of severity in the jury."""
    severity = abs(report.severity)
    found = {
        SEVERE: severity > FAR * usual_severity and severity > SURE * report.severity_error,
        ERRATIC: _above(report.noise, NOISY) and _below(report.noise_luck, LUCK),
        CONTRARY: report.scores >= ENOUGH and _below(report.agreement, CONTRADICTING),
        ONE_SCORE: report.scores >= ENOUGH_FOR_HABIT and report.usual > ALWAYS_THE_SAME,
        DRIFTING: _below(report.drift_luck, LUCK),
        PARTIAL: bool(report.partial),
        HARDLY_WATCHED: _below(report.watched, HALF),
    }
    return tuple(flag for flag, raised in found.items() if raised)


def _above(figure: float | None, bound: float) -> bool:
    return figure is not None and figure > bound


def _below(figure: float | None, bound: float) -> bool:
    return figure is not None and figure < bound
