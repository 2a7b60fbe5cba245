"""A problem as arrays: rows are films, columns jurors. The search works on these, and so does the bench."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from judging.assigning.problem import Film, Juror, Problem, for_everybody, hears, understands

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

EXPERTISE = 10.0
FORMAT = 5.0
OWN_EARS = 5.0
CHANCE = 0.1
NO_LIMIT = 1e9


@dataclass(frozen=True)
class Tables:
    """`quality`: how well a juror suits a film. `least`/`most`: films per juror; `minutes_most`: minutes per juror.

    `barred`: conflicts, for good. `foreign`: a language that the juror does not understand; may be relaxed.
    `bloc`: of each juror, 0 … B-1; `bloc_least`/`bloc_most`: jurors of each bloc for one film.
    """

    minutes: Floats
    wanted: Ints
    quality: Floats
    barred: Bools
    foreign: Bools
    fixed: Bools
    bloc: Ints
    bloc_least: Ints
    bloc_most: Ints
    least: Floats
    most: Floats
    minutes_least: Floats
    minutes_most: Floats

    @property
    def films(self) -> int:
        return len(self.minutes)

    @property
    def jurors(self) -> int:
        return len(self.bloc)

    @property
    def allowed(self) -> Bools:
        return ~(self.barred | self.foreign)


def tables_of(problem: Problem) -> Tables:
    films, jurors, rules = problem.films, problem.jurors, problem.rules
    dice = np.random.default_rng(rules.seed)
    row = {film.key: number for number, film in enumerate(films)}
    column = {juror.key: number for number, juror in enumerate(jurors)}
    quality = _quality(films, jurors) + CHANCE * dice.random((len(films), len(jurors)))
    foreign = _foreign(problem)
    barred = _marked(problem.forbidden, row, column)
    fixed = _marked(problem.fixed, row, column)
    minutes = np.array([film.minutes for film in films], dtype=float)
    for_all = np.array([for_everybody(film, rules) for film in films], dtype=bool)
    fixed |= for_all[:, None] & ~(barred | foreign)
    wanted = np.where(for_all, fixed.sum(axis=1), _wanted(problem))
    blocs = sorted({juror.bloc for juror in jurors})
    quotas = [rules.quotas.get(bloc) for bloc in blocs]
    all_jurors = len(jurors)
    loads = _Loads(problem, minutes, wanted)
    return Tables(
        minutes=minutes,
        wanted=wanted,
        quality=quality,
        barred=barred,
        foreign=foreign,
        fixed=fixed,
        bloc=np.array([blocs.index(juror.bloc) for juror in jurors], dtype=np.int64),
        bloc_least=np.array([quota.least if quota else 0 for quota in quotas], dtype=np.int64),
        bloc_most=np.array(
            [all_jurors if quota is None or quota.most is None else quota.most for quota in quotas],
            dtype=np.int64,
        ),
        least=loads.least,
        most=loads.most,
        minutes_least=loads.minutes_least,
        minutes_most=loads.minutes_most,
    )


def _quality(films: tuple[Film, ...], jurors: tuple[Juror, ...]) -> Floats:
    """Many films are alike in what matters here: each kind is looked at once."""
    kinds: dict[Any, int] = {}
    of_film = np.array(
        [kinds.setdefault((film.category, film.orientation, film.spoken), len(kinds)) for film in films],
        dtype=np.int64,
    )
    first: dict[int, Film] = {}
    for number, film in zip(of_film.tolist(), films, strict=True):
        first.setdefault(number, film)
    rows = np.array(
        [[_suits(juror, first[number]) for juror in jurors] for number in range(len(kinds))], dtype=float
    )
    return rows.reshape(len(kinds), len(jurors))[of_film]


def _suits(juror: Juror, film: Film) -> float:
    return (
        EXPERTISE * juror.expertise.get(film.category, 0)
        + FORMAT * juror.formats.get(film.orientation, 0)
        + OWN_EARS * hears(juror, film)
    )


def _foreign(problem: Problem) -> Bools:
    if not problem.rules.heed_languages:
        return np.zeros((len(problem.films), len(problem.jurors)), dtype=bool)
    known: dict[Any, list[bool]] = {}
    rows = []
    for film in problem.films:
        kind = (film.spoken, film.subtitles)
        if kind not in known:
            known[kind] = [not understands(juror, film) for juror in problem.jurors]
        rows.append(known[kind])
    return np.array(rows, dtype=bool).reshape(len(problem.films), len(problem.jurors))


def _marked(pairs: frozenset[tuple[str, str]], row: dict[str, int], column: dict[str, int]) -> Bools:
    marks = np.zeros((len(row), len(column)), dtype=bool)
    for juror, film in pairs:
        if juror in column and film in row:
            marks[row[film], column[juror]] = True
    return marks


def _wanted(problem: Problem) -> Ints:
    usual = problem.rules.per_film or 0
    wanted = [usual if film.wanted is None else film.wanted for film in problem.films]
    return np.minimum(np.array(wanted, dtype=np.int64), len(problem.jurors))


class _Loads:
    """How much each juror takes, at least and at most: a personal limit, and an even share of what is left.

    Whoever can take less than an even share takes that, and the others share the rest.
    """

    def __init__(self, problem: Problem, minutes: Floats, wanted: Ints) -> None:
        jurors, rules = problem.jurors, problem.rules
        self.most = np.array(
            [NO_LIMIT if j.most_films is None else j.most_films for j in jurors], dtype=float
        )
        self.least = np.array([j.least_films for j in jurors], dtype=float)
        self.minutes_most = np.array(
            [NO_LIMIT if j.most_minutes is None else j.most_minutes for j in jurors], dtype=float
        )
        self.minutes_least = np.zeros(len(jurors))
        if rules.within is None or rules.per_film is None or not jurors:
            return
        usual = max(float(minutes.mean()), 1e-9) if len(minutes) else 1.0
        if rules.by_minutes:
            total, caps = float((minutes * wanted).sum()), np.minimum(self.minutes_most, self.most * usual)
        else:
            total, caps = float(wanted.sum()), np.minimum(self.most, self.minutes_most / usual)
        share = fair_shares(total, caps)
        room = max(
            rules.within * float(share.mean()), float(minutes.max(initial=0)) if rules.by_minutes else 1.0
        )
        lowest, highest = np.maximum(share - room, 0.0), share + room
        if rules.by_minutes:
            self.minutes_least, self.minutes_most = lowest, np.minimum(highest, self.minutes_most)
        else:
            self.least = np.maximum(self.least, np.ceil(lowest))
            self.most = np.minimum(np.floor(highest), self.most)


def fair_shares(total: float, caps: Floats) -> Floats:
    """The total dealt out evenly, nobody above the own cap, and what they cannot take to the others."""
    share = np.full(len(caps), total / max(len(caps), 1))
    for _round in range(len(caps)):
        full = caps <= share
        left = total - float(caps[full].sum())
        if full.all() or left <= 0:
            return np.minimum(caps, share)
        even = np.where(full, caps, left / float((~full).sum()))
        if np.allclose(even, share):
            break
        share = even
    return share
