"""The instance of the design page (§3.2), and its exact optimum without overlap by linear programming."""

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from judging.assigning.tables import NO_LIMIT, Tables

CATEGORIES, LANGUAGES, FOREIGN_SHARE, CONFLICT_SHARE, WITHIN = 6, 3, 0.15, 0.02, 0.15


def instance(films: int, jurors: int, per_film: int, *, seed: int = 1, bids: bool = True) -> Tables:
    """6 categories, blocs of 60 and 40 per cent with 1..2 of each per film, 15 % of the films in a language that half of
    the jurors know, 2 % conflicts, loads within 15 %. Suits: expertise 0-3 times 10, format 0-2 times 5, the original's
    language 5, a bid 0-3 times 2, and chance. With these the exact optimum has the A-efficiency that the design page
    gives for its own (0.86 and 0.88); without bids jurors are harder to link.
    """
    dice = np.random.default_rng(seed)
    category = dice.integers(0, CATEGORIES, films)
    vertical = dice.random(films) < 0.3
    expertise = dice.integers(0, 4, (jurors, CATEGORIES))
    formats = dice.integers(0, 3, (jurors, 2))
    language = dice.integers(0, LANGUAGES, films)
    speaks = dice.random((jurors, LANGUAGES)) < 0.5
    hears = speaks[:, language].T
    quality = 10.0 * expertise[:, category].T + 5.0 * formats[:, vertical.astype(int)].T + 5.0 * hears
    quality += dice.random((films, jurors))
    if bids:
        quality += 2.0 * dice.integers(0, 4, (films, jurors))
    even = films * per_film / jurors
    return Tables(
        minutes=dice.uniform(1.0, 20.0, films),
        wanted=np.full(films, per_film, dtype=np.int64),
        quality=quality,
        barred=dice.random((films, jurors)) < CONFLICT_SHARE,
        foreign=(dice.random(films) < FOREIGN_SHARE)[:, None] & ~hears,
        fixed=np.zeros((films, jurors), dtype=bool),
        bloc=(np.arange(jurors) >= round(0.6 * jurors)).astype(np.int64),
        bloc_least=np.array([1, 1]),
        bloc_most=np.array([2, 2]),
        least=np.full(jurors, np.ceil((1 - WITHIN) * even)),
        most=np.full(jurors, np.floor((1 + WITHIN) * even)),
        minutes_least=np.zeros(jurors),
        minutes_most=np.full(jurors, NO_LIMIT),
    )


def optimum(tables: Tables) -> float:
    """The greatest affinity under all the rules. The matrix is totally unimodular: the solution is integral."""
    rows, columns = np.nonzero(tables.allowed)
    count = len(rows)
    one = np.ones(count)
    each = np.arange(count)
    film = sparse.csr_matrix((one, (rows, each)), shape=(tables.films, count))
    juror = sparse.csr_matrix((one, (columns, each)), shape=(tables.jurors, count))
    blocs = len(tables.bloc_least)
    group = sparse.csr_matrix(
        (one, (rows * blocs + tables.bloc[columns], each)), shape=(tables.films * blocs, count)
    )
    solved = linprog(
        -tables.quality[rows, columns],
        A_eq=film,
        b_eq=tables.wanted,
        A_ub=sparse.vstack([juror, -juror, group, -group]),
        b_ub=np.concatenate(
            [
                tables.most,
                -tables.least,
                np.tile(tables.bloc_most, tables.films),
                -np.tile(tables.bloc_least, tables.films),
            ]
        ),
        bounds=(0, 1),
        method="highs",
    )
    if not solved.success:
        raise RuntimeError(solved.message)
    return float(-solved.fun)
