"""From a problem to a plan: search, name what is missing and why, and let rules give way where that is wished."""

from collections.abc import Callable

import numpy as np

from judging.assigning.plan import Plan, Relaxed, Short, plan_of
from judging.assigning.problem import RELAXED_IN_ORDER, Problem
from judging.assigning.search import search
from judging.assigning.state import State
from judging.assigning.tables import Bools, Tables, tables_of


def solve(problem: Problem, *, told: Callable[[int], None] | None = None) -> Plan:
    """Who watches what under all the rules. The same problem gives the same plan.

    Films that cannot have as many jurors as they want are in `short` with the rule that stands in the way; with
    `fill_gaps` that rule gives way for them, and what came about so is in `relaxed`. `told` hears the per cent done.
    """
    tables = tables_of(problem)
    if not tables.films or not tables.jurors:
        return plan_of(problem, tables, tables.fixed)
    state = search(tables, beta=problem.rules.beta, seed=problem.rules.seed, told=told)
    rules = {int(film): rule_against(tables, state, int(film)) for film in np.flatnonzero(state.lacking)}
    relaxed = _fill_gaps(problem, tables, state) if problem.rules.fill_gaps else ()
    lacking = state.lacking
    short = tuple(
        Short(problem.films[film].key, int(lacking[film]), rule)
        for film, rule in rules.items()
        if lacking[film]
    )
    return plan_of(problem, tables, state.held, short=short, relaxed=relaxed)


def missing(problem: Problem, tables: Tables, held: Bools) -> tuple[Short, ...]:
    """Films of an assignment that have fewer jurors than they want, and what stands in the way of more."""
    state = State.of(tables, held)
    lacking = state.lacking
    return tuple(
        Short(problem.films[film].key, int(lacking[film]), rule_against(tables, state, int(film)))
        for film in np.flatnonzero(lacking)
    )


def rule_against(tables: Tables, state: State, film: int) -> str:
    """Which rule keeps this film from having as many jurors as it wants; empty when none does."""
    wanted = int(tables.wanted[film])
    if int((~tables.barred[film]).sum()) < wanted:
        return "conflict"
    allowed = tables.allowed[film]
    if int(allowed.sum()) < wanted:
        return "language"
    there = np.bincount(tables.bloc[allowed], minlength=len(tables.bloc_most))
    if int(np.minimum(there, tables.bloc_most).sum()) < wanted or (there < tables.bloc_least).any():
        return "bloc"
    # There are enough who may see it, but each is either full or shut out by a quota.
    row = np.array([film])
    free = allowed & ~state.held[film] & state.bloc_open(row)[0]
    if (free & state.room(row)[0]).any():
        return ""
    return "load" if free.any() else "bloc"


def _fill_gaps(problem: Problem, tables: Tables, state: State) -> tuple[Relaxed, ...]:
    """One rule after the other gives way, each only for the films that still lack somebody."""
    made = []
    for given_way in range(1, len(RELAXED_IN_ORDER) + 1):
        rules = set(RELAXED_IN_ORDER[:given_way])
        for film in np.flatnonzero(state.lacking):
            while state.lacking[film]:
                juror = _against(tables, state, int(film), rules)
                if juror is None:
                    break
                state.give(int(film), juror)
                made.append(
                    Relaxed(
                        problem.films[film].key, problem.jurors[juror].key, RELAXED_IN_ORDER[given_way - 1]
                    )
                )
    return tuple(made)


def _against(tables: Tables, state: State, film: int, rules: set[str]) -> int | None:
    """The juror with the smallest part of the own limit used, when these rules do not count."""
    row = np.array([film])
    free: Bools = ~tables.barred[film] & ~state.held[film]
    if "language" not in rules:
        free &= ~tables.foreign[film]
    if "bloc" not in rules:
        free &= state.bloc_open(row)[0]
    if "load" not in rules:
        free &= state.room(row)[0]
    columns = np.flatnonzero(free)
    if not len(columns):
        return None
    used = np.maximum(
        state.films[columns] / np.maximum(tables.most[columns], 1),
        state.minutes[columns] / np.maximum(tables.minutes_most[columns], 1),
    )
    order = np.lexsort((-tables.quality[film, columns], used.round(3), tables.foreign[film, columns]))
    return int(columns[order[0]])


def violations(tables: Tables, held: Bools) -> list[str]:
    """Which rules an assignment breaks, for whoever wants to be sure; shortfalls and lower loads included."""
    films, minutes = held.sum(axis=0), tables.minutes @ held
    per_bloc = held.astype(int) @ np.eye(len(tables.bloc_least), dtype=int)[tables.bloc]
    free = ~tables.fixed.any(axis=1)
    broken = {
        "conflict": (held & tables.barred).any(),
        "language": (held & tables.foreign & ~tables.fixed).any(),
        "wanted": (held.sum(axis=1) != tables.wanted).any(),
        "bloc least": (per_bloc[free] < tables.bloc_least).any(),
        "bloc most": (per_bloc[free] > tables.bloc_most).any(),
        "load most": (films > tables.most).any() or (minutes > tables.minutes_most + 1e-6).any(),
        "load least": (films < tables.least).any() or (minutes < tables.minutes_least - 1e-6).any(),
    }
    return [rule for rule, is_broken in broken.items() if is_broken]
