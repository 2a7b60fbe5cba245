"""What came out: who watches what, what that means for each juror, and what is missing, as plain data."""

from dataclasses import dataclass

import numpy as np

from judging.assigning.figures import components, linking, sharing
from judging.assigning.problem import Problem
from judging.assigning.tables import NO_LIMIT, Bools, Floats, Ints, Tables

WEAKEST = 8


@dataclass(frozen=True)
class Load:
    """Of one juror. Limits are None where there is none; `part`: the number of the linked part, None without films."""

    juror: str
    films: int
    minutes: float
    most_films: int | None
    most_minutes: float | None
    part: int | None


@dataclass(frozen=True)
class Short:
    """A film that lacks jurors, and the rule that stands in the way: conflict, language, bloc or load."""

    film: str
    missing: int
    rule: str


@dataclass(frozen=True)
class Relaxed:
    """A pair that only came about because this rule gave way."""

    film: str
    juror: str
    rule: str


@dataclass(frozen=True)
class Plan:
    """`pairs`: (juror, film). `parts`: jurors who are linked by common films, the largest part first.
    `parts_in`: by category, how many parts its films alone would leave. `weakest`: pairs of jurors with the fewest
    common films. `together`: common films of each two jurors, in the order of the problem's jurors.
    """

    pairs: tuple[tuple[str, str], ...]
    affinity: float
    loads: tuple[Load, ...]
    parts: tuple[tuple[str, ...], ...]
    parts_in: dict[str, int]
    pairs_linked: float
    weakest: tuple[tuple[str, str, int], ...]
    together: tuple[tuple[int, ...], ...]
    lambda2: float
    efficiency: float
    short: tuple[Short, ...] = ()
    relaxed: tuple[Relaxed, ...] = ()


def plan_of(
    problem: Problem,
    tables: Tables,
    held: Bools,
    *,
    short: tuple[Short, ...] = (),
    relaxed: tuple[Relaxed, ...] = (),
) -> Plan:
    links = linking(held)
    numbers = held.astype(float)
    together = sharing(numbers, numbers).round().astype(int)
    names = [juror.key for juror in problem.jurors]
    return Plan(
        pairs=tuple(
            (names[column], problem.films[row].key) for row, column in zip(*np.nonzero(held), strict=True)
        ),
        affinity=float(tables.quality[held].sum()),
        loads=_loads(problem, tables, held, links.parts.tolist()),
        parts=_parts(names, links.parts.tolist()),
        parts_in=_parts_in(problem, numbers),
        pairs_linked=links.pairs_linked,
        weakest=_weakest(names, together, np.asarray(held.any(axis=0), dtype=bool)),
        together=tuple(tuple(row) for row in together.tolist()),
        lambda2=links.lambda2,
        efficiency=links.efficiency,
        short=short,
        relaxed=relaxed,
    )


def _loads(problem: Problem, tables: Tables, held: Bools, parts: list[int]) -> tuple[Load, ...]:
    films, minutes = held.sum(axis=0).tolist(), (tables.minutes @ held).tolist()
    return tuple(
        Load(
            juror=juror.key,
            films=films[column],
            minutes=round(minutes[column], 2),
            most_films=_limit(tables.most[column], juror.most_films),
            most_minutes=_limit(tables.minutes_most[column], juror.most_minutes),
            part=None if parts[column] < 0 else parts[column],
        )
        for column, juror in enumerate(problem.jurors)
    )


def _limit(rule: float, own: float | None) -> int | None:
    """The personal limit, if there is one; else the rule about even loads."""
    if own is not None:
        return int(own)
    return int(rule) if rule < NO_LIMIT else None


def _parts(names: list[str], parts: list[int]) -> tuple[tuple[str, ...], ...]:
    found: dict[int, list[str]] = {}
    for name, part in zip(names, parts, strict=True):
        if part >= 0:
            found.setdefault(part, []).append(name)
    return tuple(tuple(part) for part in sorted(found.values(), key=len, reverse=True))


def _parts_in(problem: Problem, numbers: Floats) -> dict[str, int]:
    """By category: parts among the jurors who watch any of its films."""
    categories = np.array([film.category for film in problem.films])
    found = {}
    for category in dict.fromkeys(categories.tolist()):
        rows = numbers[categories == category]
        rows = rows[:, rows.any(axis=0)]
        found[category] = int(components(sharing(rows, rows) > 0).max(initial=-1)) + 1
    return found


def _weakest(names: list[str], together: Ints, sits: Bools) -> tuple[tuple[str, str, int], ...]:
    one, other = np.triu_indices(len(names), 1)
    both = sits[one] & sits[other]
    one, other = one[both], other[both]
    common = together[one, other]
    order = np.argsort(common, kind="stable")[:WEAKEST]
    return tuple((names[one[n]], names[other[n]], int(common[n])) for n in order)
