"""The scores of a jury, corrected for the severity of each juror: one pure function from arrays to arrays.

    result = calibrate(film, juror, score, films=200, jurors=20, group=category)
    result.value, result.standard_error, result.draws

docs/scoring.md has the formulas, their sources, and what they cannot do.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from judging.scoring import guards
from judging.scoring.arrays import BadOption, Floats, Ints, Scores, checked, whole
from judging.scoring.consistency import fit_full
from judging.scoring.film_values import modelled, plain
from judging.scoring.least_squares import fit_fixed
from judging.scoring.severity import Components, Model, fit_group

DRAWS = 2000
SEED = 20260101
ENOUGH_TO_CALIBRATE = 5
"""A juror with fewer scores is marked: the correction is mostly a guess, and shrunk accordingly."""
NO_SEVERITY = 0.01
"""Below this share of the variance of one score, jurors do not differ in severity."""

METHODS: dict[str, Callable[[Scores], Model]] = {
    "additive_group": fit_group,
    "additive_full": fit_full,
    "additive_fixed": fit_fixed,
}
RAW = "raw_mean"


@dataclass(frozen=True)
class Calibration:
    """What calibrate() found. `draws` has one row per draw and one column per film; the other arrays run over films
    (value ... counted) or over jurors (severity ... calibrated), and `corrected_score` over the scores as they came in.

    `value` is what films are ranked by: `corrected` shrunk towards `mean` in proportion to its `reliability`.
    `reason` is empty, or the code of why only the plain mean stands; then `value` is that mean. `notices` are codes of
    what else is worth knowing ("no_severity", "separate_parts"). A film without a score has the mean as its value,
    the whole spread of films as its error, 0 in `scores`, and is not `counted`; nor is one that no bloc scored.
    """

    method: str
    value: Floats
    standard_error: Floats
    draws: Floats
    corrected_score: Floats
    corrected: Floats
    raw: Floats
    reliability: Floats
    scores: Ints
    counted: NDArray[np.bool_]
    severity: Floats
    severity_error: Floats
    spread: Floats
    noise: Floats
    juror_scores: Ints
    calibrated: NDArray[np.bool_]
    mean: float
    components: Components
    reason: str = ""
    notices: tuple[str, ...] = ()


def calibrate(  # noqa: PLR0917 - the arrays in the order in which one says them
    film: ArrayLike,
    juror: ArrayLike,
    score: ArrayLike,
    films: int,
    jurors: int,
    group: ArrayLike | None = None,
    *,
    method: str = "additive_group",
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: ArrayLike | None = None,
    bloc: ArrayLike | None = None,
    bloc_weight: ArrayLike | None = None,
) -> Calibration:
    """Value, standard error and draws of every film, from one row per score.

    `film` and `juror` are indices from 0 of the `films` and `jurors` there are, `score` any finite numbers on one
    scale; missing scores are simply not there. `group`: the category of each film. `confidence`: the weight of each
    score. `bloc`: the bloc of each juror (-1: none), `bloc_weight`: what each bloc weighs.
    `method`: additive_group (severity), additive_full (severity, spread and noise of each juror), additive_fixed
    (least squares, nothing shrunk) or raw_mean. The same arguments give the same numbers.
    Raises BadScores (a ValueError) in plain words; never returns a NaN.
    """
    if method != RAW and method not in METHODS:
        raise BadOption(f"There is no method '{method}'. Choose one of: {', '.join([*METHODS, RAW])}.")
    draws, seed = whole(draws, "number of draws", 0), whole(seed, "seed", 0, 2**32 - 1)
    rows = checked(
        film,
        juror,
        score,
        films,
        jurors,
        group=group,
        confidence=confidence,
        bloc=bloc,
        bloc_weight=bloc_weight,
    )
    reason = "" if method == RAW else guards.reason_for_raw(rows)
    if reason or method == RAW:
        return _raw(rows, reason, draws=draws, seed=seed)
    return _result(rows, METHODS[method](rows), method, draws=draws, seed=seed)


def _result(rows: Scores, model: Model, method: str, *, draws: int, seed: int) -> Calibration:
    found = modelled(rows, model)
    return Calibration(
        method=method,
        value=found.value,
        standard_error=found.error,
        draws=found.draws(draws, seed),
        corrected_score=found.corrected_score,
        corrected=found.corrected,
        raw=found.raw,
        reliability=found.reliability,
        scores=rows.per_film,
        counted=found.scored,
        severity=model.shown_severity,
        severity_error=model.shown_severity_error,
        spread=model.spread,
        noise=model.noise,
        juror_scores=rows.per_juror,
        calibrated=rows.per_juror >= ENOUGH_TO_CALIBRATE,
        mean=model.mean,
        components=model.components,
        notices=_notices(model),
    )


def _raw(rows: Scores, reason: str, *, draws: int, seed: int) -> Calibration:
    found, mean, rest = plain(rows)
    nothing = np.zeros(rows.jurors)
    return Calibration(
        method=RAW,
        value=found.value,
        standard_error=found.error,
        draws=found.draws(draws, seed),
        corrected_score=found.corrected_score,
        corrected=found.corrected,
        raw=found.raw,
        reliability=found.reliability,
        scores=rows.per_film,
        counted=found.scored,
        severity=nothing,
        severity_error=nothing,
        spread=np.ones(rows.jurors),
        noise=np.full(rows.jurors, np.sqrt(rest)),
        juror_scores=rows.per_juror,
        calibrated=np.zeros(rows.jurors, bool),
        mean=mean,
        components=Components(0.0, 0.0, 0.0, rest),
        reason=reason,
    )


def _notices(model: Model) -> tuple[str, ...]:
    found = model.components
    none = found.juror < NO_SEVERITY * (found.films + found.juror + found.rest)
    return ("no_severity",) * none + ("separate_parts",) * model.separate
