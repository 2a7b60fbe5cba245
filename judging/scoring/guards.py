"""When a correction would be a guess: then the plain mean stands, and a code says why."""

import numpy as np

from judging.scoring.arrays import Ints, Scores
from judging.scoring.graph import parts

FEWEST_FILMS = 4
FEWEST_JURORS = 3
FEWEST_SPARE_SCORES = 3
"""So many scores more than films and jurors together, or there is nothing to learn the severity from."""
MAIN_PART = 0.9
"""If the largest connected part holds so many of the films, the few others stay as scored beside it."""
SMALLEST_GROUP = 10

CONSTANT, TOO_FEW_FILMS, TOO_FEW_JURORS = "constant", "too_few_films", "too_few_jurors"
TOO_FEW_SCORES, DISCONNECTED = "too_few_scores", "disconnected"


def reason_for_raw(rows: Scores) -> str:
    """Why the plain mean must stand, or "" when the scores can be calibrated."""
    films, jurors = int((rows.per_film > 0).sum()), int((rows.per_juror > 0).sum())
    if films < FEWEST_FILMS:
        return TOO_FEW_FILMS
    if jurors < FEWEST_JURORS:
        return TOO_FEW_JURORS
    if np.ptp(rows.score) == 0:
        return CONSTANT
    if rows.score.size < films + jurors - 1 + FEWEST_SPARE_SCORES:
        return TOO_FEW_SCORES
    return DISCONNECTED if _falls_apart(rows) else ""


def _falls_apart(rows: Scores) -> bool:
    """Whether parts without a common juror would have to be compared. Closed panels, one a category, need not be."""
    part = parts(rows.film, rows.juror, rows.films, rows.jurors)[0]
    seen = part >= 0
    sizes = np.bincount(part[seen])
    if sizes.size == 1 or sizes.max() >= MAIN_PART * sizes.sum():
        return False
    pairs = np.unique(np.stack([rows.group[seen], part[seen]]), axis=1)
    return bool(pairs.shape[1] > np.unique(pairs[0]).size)


def levels(rows: Scores) -> tuple[Ints, bool]:
    """The fixed effect of each film: its category (those under 10 films together), apart in each connected part.

    Also whether there is more than one part: between them nothing can be corrected, the difference stays as scored.
    """
    part = parts(rows.film, rows.juror, rows.films, rows.jurors)[0]
    seen = part >= 0
    size = np.bincount(rows.group[seen], minlength=int(rows.group.max()) + 1)
    merged = np.where(size[rows.group] < SMALLEST_GROUP, size.size, rows.group)
    label = merged * (int(part.max()) + 1) + part
    numbers = np.full(rows.films, -1)
    numbers[seen] = np.unique(label[seen], return_inverse=True)[1]
    return numbers, bool(part.max() > 0)
