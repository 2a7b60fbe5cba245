"""What the scores tell about each juror. A flag starts a conversation; it excludes nobody and changes no count.

Residuals are taken against the corrected mean of the colleagues on the same film, so that nobody is compared with
themselves. Chances are those of luck alone, for one juror: among many jurors one in a hundred will have its one in a
hundred.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import erfc, sqrt

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.agreement.concordance import chi2_tail
from judging.scoring.arrays import BadOption, Floats, Ints, UnequalLengths, finite, indices, summed
from judging.scoring.calibrated import Calibration, calibrate
from judging.scoring.judge_flags import Influence, JudgeReport, flags

ENOUGH_FOR_DRIFT = 8
OUTLIER = 2.5


@dataclass(frozen=True)
class Extras:
    """What else is known of each score: its place in the juror's order, whether the film is of one's own, how much was seen.

    `repeats` are (juror, first score, second score) for films that were shown twice under another number.
    """

    order: ArrayLike | None = None
    own: ArrayLike | None = None
    watched: ArrayLike | None = None
    repeats: Iterable[tuple[int, float, float]] = ()


def judge_reports(  # noqa: PLR0917 - the arrays in the order of calibrate()
    film: ArrayLike,
    juror: ArrayLike,
    score: ArrayLike,
    films: int,
    jurors: int,
    group: ArrayLike | None = None,
    *,
    extras: Extras | None = None,
    among: int = 0,
) -> list[JudgeReport]:
    """A report for each juror with a score. `among` > 0 also asks who changes the first so many (a fit per juror).

    With too few scores to calibrate, only counts and shares are told. Raises BadScores as calibrate() does.
    """
    given = extras or Extras()
    fit = calibrate(film, juror, score, films, jurors, group, draws=0)
    full = calibrate(film, juror, score, films, jurors, group, draws=0, method="additive_full")
    seen = _Seen(indices(film, films, "film", fit.corrected_score.size), np.asarray(juror, np.int64), fit)
    marks = finite(score, "score")
    table = {name: _aligned(getattr(given, name), name, marks.size) for name in ("order", "own", "watched")}
    repeats = _repeats(given.repeats, jurors)
    if among < 0:
        raise BadOption("The number of first places must not be negative.")

    def without(one: int) -> Calibration | None:
        kept = seen.juror != one
        if not among or not kept.any():
            return None
        return calibrate(seen.film[kept], seen.juror[kept], marks[kept], films, jurors, group, draws=0)

    reports = []
    for one in np.flatnonzero(fit.juror_scores).tolist():
        rows = np.flatnonzero(seen.juror == one)
        alone = without(one)
        influence = Influence() if alone is None else _influence(fit, alone, among)
        extra = {name: None if of is None else of[rows] for name, of in table.items()}
        reports.append(_report(one, marks[rows], seen, rows, full, extra, repeats.get(one), influence))
    return reports


class _Seen:
    """Each score against the corrected mean of the colleagues, and how much chance alone lets it differ."""

    def __init__(self, film: Ints, juror: Ints, fit: Calibration) -> None:
        self.film, self.juror, self.fit = film, juror, fit
        others = fit.scores[film] - 1
        self.compared = (others > 0) & (fit.reason == "")
        total = summed(film, fit.corrected_score, fit.value.size)[film]
        self.colleagues = (total - fit.corrected_score) / np.maximum(others, 1)
        self.residual = fit.corrected_score - self.colleagues
        self.deviation = np.sqrt(fit.components.rest * (1 + 1 / np.maximum(others, 1)))


def _report(  # noqa: PLR0917
    juror: int,
    marks: Floats,
    seen: _Seen,
    rows: Ints,
    full: Calibration,
    extra: Mapping[str, Floats | None],
    repeated: float | None,
    influence: Influence,
) -> JudgeReport:
    fit, here = seen.fit, rows[seen.compared[rows]]
    strange = seen.residual[here] / np.where(seen.deviation[here] > 0, seen.deviation[here], 1)
    noise, noise_luck = _noise(strange)
    drift, drift_luck = _drift(extra["order"], seen, rows)
    report = JudgeReport(
        juror=juror,
        scores=marks.size,
        severity=float(fit.severity[juror]),
        severity_error=float(fit.severity_error[juror]),
        spread=float(full.spread[juror]),
        noise=noise,
        noise_luck=noise_luck,
        agreement=_agreement(marks[seen.compared[rows]], seen.colleagues[here]),
        usual=float(np.unique(marks, return_counts=True)[1].max() / marks.size),
        drift=drift,
        drift_luck=drift_luck,
        partial=_partial(extra["own"], seen, rows),
        watched=None if extra["watched"] is None else float(np.median(extra["watched"])),
        repeated=repeated,
        influence=influence,
    )
    return replace(report, flags=flags(report, usual_severity=sqrt(fit.components.juror)))


def _noise(strange: Floats) -> tuple[float | None, float | None]:
    if strange.size < 2:
        return None, None
    around = float(((strange - strange.mean()) ** 2).sum())
    return around / (strange.size - 1), chi2_tail(around, strange.size - 1)


def _agreement(marks: Floats, colleagues: Floats) -> float | None:
    if marks.size < 3 or np.ptp(marks) == 0 or np.ptp(colleagues) == 0:
        return None
    return float(np.corrcoef(marks, colleagues)[0, 1])


def _drift(order: Floats | None, seen: _Seen, rows: Ints) -> tuple[float | None, float | None]:
    """The slope of the residuals over the order of viewing."""
    if order is None:
        return None, None
    chosen = seen.compared[rows]
    place, left, deviation = order[chosen], seen.residual[rows][chosen], seen.deviation[rows][chosen]
    apart = place - place.mean() if place.size else place
    spread = float((apart**2).sum())
    if place.size < ENOUGH_FOR_DRIFT or not spread or not deviation.all():
        return None, None
    slope = float((apart * left).sum()) / spread
    error = sqrt(float((apart**2 * deviation**2).sum())) / spread
    return 10 * slope, erfc(abs(slope / error) / sqrt(2))


def _partial(own: Floats | None, seen: _Seen, rows: Ints) -> tuple[int, ...]:
    if own is None:
        return ()
    high = seen.compared[rows] & (own > 0) & (seen.residual[rows] > OUTLIER * seen.deviation[rows])
    return tuple(seen.film[rows][high].tolist())


def _influence(fit: Calibration, without: Calibration, among: int) -> Influence:
    before, after = _first(fit.value, among), _first(without.value, among)
    return Influence(tuple(sorted(after - before)), tuple(sorted(before - after)))


def _first(value: Floats, among: int) -> set[int]:
    return set(np.argsort(-np.round(value, 9), kind="stable")[:among].tolist())


def _aligned(values: ArrayLike | None, name: str, length: int) -> Floats | None:
    if values is None:
        return None
    found = finite(np.asarray(values, np.float64), name)
    if found.size != length:
        raise UnequalLengths(f"'{name}' has {found.size} values where {length} are needed.")
    return found


def _repeats(repeats: Iterable[tuple[int, float, float]], jurors: int) -> dict[int, float]:
    """The mean difference of each juror who was shown a film twice."""
    apart: dict[int, list[float]] = {}
    for juror, first, second in repeats:
        indices([juror], jurors, "juror", 1)
        both = finite([first, second], "repeats")
        apart.setdefault(int(juror), []).append(float(abs(both[0] - both[1])))
    return {juror: sum(of) / len(of) for juror, of in apart.items()}
