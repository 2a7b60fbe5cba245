"""Which films and jurors hang together: severity can only be compared inside one connected part."""

import numpy as np

from judging.scoring.arrays import Ints


def parts(film: Ints, juror: Ints, films: int, jurors: int) -> tuple[Ints, Ints]:
    """The part of each film and of each juror, numbered from 0; without a score -1.

    Every film passes the smallest label that it sees among its jurors on to all of them, until nothing moves; the
    labels jump along pointers, so that a long chain needs few rounds.
    """
    label = np.arange(jurors)
    while True:
        of_film = np.full(films, jurors)
        np.minimum.at(of_film, film, label[juror])
        lower = label.copy()
        np.minimum.at(lower, juror, of_film[film])
        np.minimum.at(lower, label, lower)
        lower = lower[lower]
        if (lower == label).all():
            break
        label = lower
    seen = np.unique(label[juror])
    number = np.full(jurors + 1, -1)
    number[seen] = np.arange(seen.size)
    of_juror = np.where(np.bincount(juror, minlength=jurors) > 0, number[label], -1)
    return number[of_film], of_juror
