"""The default: every score corrected by how much its juror is above or below the colleagues on the same films."""

from dataclasses import dataclass

import numpy as np

from judging.scoring import mixed
from judging.scoring.arrays import Floats, Ints, Scores
from judging.scoring.design import Design
from judging.scoring.guards import levels


@dataclass(frozen=True)
class Components:
    """Variances of one score: films (within and between groups), jurors' severity, the rest."""

    film: float
    between_groups: float
    juror: float
    rest: float

    @property
    def films(self) -> float:
        return self.film + self.between_groups


@dataclass(frozen=True)
class Doubt:
    """What is not known for sure of each juror's habits: relative variances of the spread and of the noise."""

    spread: Floats
    noise: Floats


@dataclass(frozen=True)
class Model:
    """What a method found out about the jurors: scores on a common scale, their weights, and each juror's severity.

    `severity` lives on the scale of `score`, as does `cov`, of the severities and, last, of the `mean`; what is shown of a juror on the scale of the marks.
    """

    score: Floats
    weight: Floats
    severity: Floats
    cov: Floats
    mean: float
    components: Components
    shown_severity: Floats
    shown_severity_error: Floats
    spread: Floats
    noise: Floats
    separate: bool = False
    shrinks: bool = True
    doubt: Doubt | None = None


class Panel:
    """The films and jurors who take part, numbered without gaps: the equations know nobody without a score."""

    def __init__(self, rows: Scores) -> None:
        self.rows = rows
        self.films, self.film = _numbered(rows.film)
        self.jurors, self.juror = _numbered(rows.juror)
        level, self.separate = levels(rows)
        self.level: Ints = level[self.films]

    def design(self, weight: Floats) -> Design:
        return Design(self.film, self.juror, self.level, weight)

    def mean(self, fit: mixed.Fit) -> float:
        """The mean level of the films that have a score."""
        return float(fit.level[self.level].mean())

    def components(self, fit: mixed.Fit) -> Components:
        found = fit.variances
        return Components(found.film, float(fit.level[self.level].var()), found.juror, found.rest)

    def severity(self, fit: mixed.Fit) -> tuple[Floats, Floats]:
        """Severity of all jurors, and the covariance of it and, last, of the mean level of the films.

        Somebody without a score has no severity, and the spread of all. Levels and severities hang together: were the
        whole jury harsher than we think, the films would be better.
        """
        share = np.bincount(self.level, minlength=fit.level.size) / self.level.size
        turn = np.zeros((self.jurors.size + 1, len(fit.cov)))
        turn[:-1, fit.level.size :] = np.eye(self.jurors.size)
        turn[-1, : fit.level.size] = share
        every, cov = np.zeros(self.rows.jurors), np.eye(self.rows.jurors + 1) * fit.variances.juror
        every[self.jurors] = fit.severity
        there = np.append(self.jurors, self.rows.jurors)
        cov[np.ix_(there, there)] = turn @ fit.cov @ turn.T
        return every, cov


def fit_group(rows: Scores) -> Model:
    """Films and jurors random, the level of each category fixed (method "additive_group")."""
    panel = Panel(rows)
    fit = mixed.fit(panel.design(rows.confidence), rows.score)
    severity, cov = panel.severity(fit)
    return Model(
        score=rows.score,
        weight=rows.confidence,
        severity=severity,
        cov=cov,
        mean=panel.mean(fit),
        components=panel.components(fit),
        shown_severity=severity,
        shown_severity_error=np.sqrt(np.diag(cov)[:-1]),
        spread=np.ones(rows.jurors),
        noise=np.full(rows.jurors, np.sqrt(fit.variances.rest)),
        separate=panel.separate,
    )


def _numbered(index: Ints) -> tuple[Ints, Ints]:
    return np.unique(index, return_inverse=True)
