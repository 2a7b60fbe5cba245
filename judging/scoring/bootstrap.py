"""Would another jury of this kind agree? Jurors drawn again from the jury, with repetition, and everything refitted.

A second view beside the draws of calibrate(), for small juries: it asks about other people, not about this fit.
"""

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.arrays import BadOption, Floats, Ints, checked
from judging.scoring.calibrated import SEED, calibrate

MOST_JURORS = 15
"""Above this the draws say the same at a fraction of the work."""
RESAMPLES = 200


def resampled_juries(  # noqa: PLR0917 - the arrays in the order of calibrate()
    film: ArrayLike,
    juror: ArrayLike,
    score: ArrayLike,
    films: int,
    jurors: int,
    group: ArrayLike | None = None,
    *,
    method: str = "additive_group",
    resamples: int = RESAMPLES,
    seed: int = SEED,
    bloc: ArrayLike | None = None,
    bloc_weight: ArrayLike | None = None,
) -> Floats:
    """The values of the films under each of the juries drawn, one row each, to be read by uncertainty.describe().

    Jurors are drawn within their bloc; somebody drawn twice counts as two people of the same taste. A film that nobody
    drawn has seen gets the general mean. Raises BadScores as calibrate() does.
    """
    if resamples < 2:
        raise BadOption("At least two juries must be drawn.")
    rows = checked(film, juror, score, films, jurors, group=group, bloc=bloc, bloc_weight=bloc_weight)
    stream = np.random.RandomState(seed)
    blocs = rows.bloc if rows.bloc.size else np.zeros(rows.jurors, np.int64)
    there = [np.flatnonzero((blocs == one) & (rows.per_juror > 0)) for one in np.unique(blocs)]
    values = np.empty((resamples, rows.films))
    for number in range(resamples):
        drawn = np.concatenate([who[stream.randint(who.size, size=who.size)] for who in there if who.size])
        kept, seat = _scores_of(drawn, rows.juror)
        values[number] = calibrate(
            rows.film[kept],
            seat,
            rows.score[kept],
            rows.films,
            drawn.size,
            rows.group,
            method=method,
            draws=0,
            bloc=blocs[drawn] if rows.bloc.size else None,
            bloc_weight=rows.bloc_weight if rows.bloc.size else None,
        ).value
    return values


def _scores_of(drawn: Ints, juror: Ints) -> tuple[Ints, Ints]:
    """The rows of each drawn juror, and the seat that they sit on now."""
    rows = [np.flatnonzero(juror == one) for one in drawn]
    return np.concatenate(rows), np.repeat(np.arange(drawn.size), [of.size for of in rows])
