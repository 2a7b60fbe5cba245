"""Who watches what before the jury does: films spread so that all have about the same minutes."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush


@dataclass(frozen=True)
class Film:
    """One film to be given away; `barred` are people who must not get it (their own, or theirs already)."""

    key: Hashable
    seconds: float
    barred: frozenset[int] = frozenset()


def spread(films: Sequence[Film], loads: Mapping[int, float]) -> dict[Hashable, int]:
    """The longest film first, always to whoever has the least to watch so far (`loads`, seconds).

    A film that everybody is barred from is left out. Nobody ends with more than one film's length above another who
    could have taken it.
    """
    given: dict[Hashable, int] = {}
    waiting = [(load, person) for person, load in loads.items()]
    heapify(waiting)
    for film in sorted(films, key=lambda film: (-film.seconds, str(film.key))):
        passed = []
        while waiting:
            load, person = heappop(waiting)
            if person in film.barred:
                passed.append((load, person))
                continue
            given[film.key] = person
            passed.append((load + film.seconds, person))
            break
        for one in passed:
            heappush(waiting, one)
    return given
