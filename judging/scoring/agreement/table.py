"""A table of ratings from outside: None and NaN are missing, infinity is refused."""

import numpy as np
from numpy.typing import ArrayLike

from judging.scoring.arrays import Floats, NotANumber, UnequalLengths


def table_of(ratings: ArrayLike) -> Floats:
    """The ratings as a table of floats with NaN where one is missing."""
    try:
        table = np.asarray(ratings, dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise NotANumber("Ratings must be a table of numbers; a missing one is None.") from wrong
    if table.ndim != 2 or not table.size:
        raise UnequalLengths("Ratings must be a table with rows and columns.")
    if np.isinf(table).any():
        raise NotANumber("A rating cannot be infinite.")
    return table


def complete(ratings: ArrayLike) -> Floats:
    """The same for a statistic that needs every cell."""
    table = table_of(ratings)
    if np.isnan(table).any():
        raise NotANumber(
            "This statistic needs a rating in every cell. Use Krippendorff's alpha for missing ones."
        )
    if min(table.shape) < 2:
        raise UnequalLengths("This statistic needs at least two films and two jurors.")
    return table
