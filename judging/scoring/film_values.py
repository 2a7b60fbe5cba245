"""From what is known of the jurors to the value of each film, its error and its draws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from judging.scoring.arrays import Floats, Scores, summed
from judging.scoring.blocs import Shares, shares
from judging.scoring.severity import Model


@dataclass(frozen=True)
class FilmValues:
    """Per film: raw and corrected mean, reliability, value; `own` is the variance that is not the jurors' severity.

    `table` holds how much each severity, and last the general mean, moves each value; `cov` is their covariance.
    `corrected_score` is what is left of each score without its juror's severity. A film without a score has the mean.
    """

    raw: Floats
    corrected_score: Floats
    corrected: Floats
    reliability: Floats
    value: Floats
    own: Floats
    table: Floats
    cov: Floats
    scored: NDArray[np.bool_]

    @property
    def error(self) -> Floats:
        moved: Floats = ((self.table @ self.cov) * self.table).sum(axis=1)
        return np.sqrt(self.own + np.maximum(moved, 0))

    def draws(self, count: int, seed: int) -> Floats:
        """So many times all values, as they might truly be; one row each.

        Films without a score come last in the stream: taking one away changes no other number. RandomState, because
        its stream is frozen for good: a recount in ten years must find the same draws.
        """
        found = np.empty((count, self.value.size))
        stream = np.random.RandomState(seed)
        size, vectors = np.linalg.eigh(self.cov)
        root = (vectors * np.sqrt(np.maximum(size, 0))) @ vectors.T
        shift = stream.standard_normal((count, len(self.cov))) @ root
        for chosen in (np.flatnonzero(self.scored), np.flatnonzero(~self.scored)):
            noise = stream.standard_normal((count, chosen.size))
            noise *= np.sqrt(self.own[chosen])
            noise += shift @ self.table[chosen].T
            noise += self.value[chosen]
            if chosen.size == self.value.size:
                return noise
            found[:, chosen] = noise
        return found


def modelled(rows: Scores, model: Model) -> FilmValues:
    """Corrected means, shrunk towards the general mean in proportion to their reliability."""
    share = shares(rows, model.weight)
    plain = per_film(rows, shares(rows, rows.confidence), rows.score)
    corrected_score = model.score - model.severity[rows.juror]
    corrected = per_film(rows, share, corrected_score)
    scored = share.effective > 0
    rest, spread = model.components.rest, model.components.films
    held = share.effective * spread
    reliability = np.divide(held, held + rest, out=np.zeros(rows.films), where=scored)
    if not model.shrinks:
        reliability = scored.astype(np.float64)
    left = np.divide(reliability * rest, share.effective, out=np.full(rows.films, spread), where=scored)
    value = model.mean + reliability * (np.where(scored, corrected, model.mean) - model.mean)
    left = left + reliability**2 * _doubted(rows, share, model, value)
    pulls = summed(
        rows.film * rows.jurors + rows.juror,
        share.of_score * reliability[rows.film],
        rows.films * rows.jurors,
    )
    table = np.column_stack([-pulls.reshape(rows.films, rows.jurors), 1 - reliability])
    corrected = np.where(scored, corrected, model.mean)
    return FilmValues(
        raw=np.where(scored, plain, model.mean),
        corrected_score=corrected_score,
        corrected=corrected,
        reliability=reliability,
        value=value,
        own=left,
        table=table,
        cov=model.cov,
        scored=scored,
    )


def _doubted(rows: Scores, share: Shares, model: Model, value: Floats) -> Floats:
    """What the doubt about the jurors' spread and noise adds to the variance of each corrected mean."""
    if model.doubt is None:
        return np.zeros(rows.films)
    noise = model.components.rest / model.weight * model.doubt.noise[rows.juror]
    spread = (value - model.mean)[rows.film] ** 2 * model.doubt.spread[rows.juror]
    return summed(rows.film, share.of_score**2 * (noise + spread), rows.films)


def plain(rows: Scores) -> tuple[FilmValues, float, float]:
    """The plain mean per film; also the general mean and the variance of the scores within films."""
    share = shares(rows, rows.confidence)
    scored = share.effective > 0
    middle = float(np.average(rows.score, weights=rows.confidence))
    mean = np.where(scored, per_film(rows, share, rows.score), middle)
    own = summed(rows.film, rows.confidence * rows.score, rows.films)
    own = own / np.maximum(summed(rows.film, rows.confidence, rows.films), np.finfo(float).tiny)
    spare = rows.score.size - int((rows.per_film > 0).sum())
    overall = float(np.var(rows.score, ddof=1)) if rows.score.size > 1 else 0.0
    within = float((rows.confidence * (rows.score - own[rows.film]) ** 2).sum())
    rest = within / spare if spare else overall
    values = FilmValues(
        raw=mean,
        corrected_score=rows.score,
        corrected=mean,
        reliability=scored.astype(np.float64),
        value=mean,
        own=np.divide(rest, share.effective, out=np.full(rows.films, overall), where=scored),
        table=np.zeros((rows.films, 0)),
        cov=np.zeros((0, 0)),
        scored=scored,
    )
    return values, middle, rest


def per_film(rows: Scores, share: Shares, of_score: Floats) -> Floats:
    """The shared mean of something that every score has."""
    return summed(rows.film, share.of_score * of_score, rows.films)
