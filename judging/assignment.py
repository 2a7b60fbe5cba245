"""Who watches what. Pure: the desk asks, gets a plan, looks at it, and applies it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Film:
    key: str
    minutes: float


@dataclass(frozen=True)
class Plan:
    """New pairs (juror, film) beyond those that stand already; `short` names films with too few jurors."""

    pairs: tuple[tuple[str, str], ...]
    short: dict[str, int]


def everybody(
    films: Sequence[Film], jurors: Sequence[str], *, forbidden: Collection[tuple[str, str]] = ()
) -> Plan:
    """Everybody sees everything, except where a conflict forbids it."""
    pairs = tuple(
        (juror, film.key) for juror in jurors for film in films if (juror, film.key) not in forbidden
    )
    return Plan(pairs, {})


def spread(
    films: Sequence[Film],
    jurors: Sequence[str],
    per_film: int,
    *,
    forbidden: Collection[tuple[str, str]] = (),
    standing: Iterable[tuple[str, str]] = (),
) -> Plan:
    """`per_film` jurors for each film, with the minutes to watch kept even. What stands already is kept.

    Longest films first, each to the jurors with the fewest minutes who share the fewest films with those who
    have it already. Ties fall by a digest of the names, so that nobody can foresee who watches whom.
    """
    loads = _Loads(films, jurors)
    for juror, kept in standing:
        if juror in loads.minutes and kept in loads.holders:
            loads.give(kept, juror)

    pairs: list[tuple[str, str]] = []
    short: dict[str, int] = {}
    for film in sorted(films, key=lambda film: (-film.minutes, film.key)):
        holders = loads.holders[film.key]
        while len(holders) < per_film:
            free = [one for one in jurors if one not in holders and (one, film.key) not in forbidden]
            if not free:
                short[film.key] = per_film - len(holders)
                break
            chosen = min(free, key=lambda juror: loads.burden(juror, film.key))
            loads.give(film.key, chosen)
            pairs.append((chosen, film.key))
    return Plan(tuple(pairs), short)


class _Loads:
    """Who has what so far, in minutes, and which jurors share how many films."""

    def __init__(self, films: Sequence[Film], jurors: Sequence[str]) -> None:
        self.length = {film.key: film.minutes for film in films}
        self.minutes = dict.fromkeys(jurors, 0.0)
        self.holders: dict[str, list[str]] = {film.key: [] for film in films}
        self.shared: dict[frozenset[str], int] = {}

    def burden(self, juror: str, film: str) -> tuple[float, int, str]:
        together = sum(self.shared.get(frozenset((juror, other)), 0) for other in self.holders[film])
        return self.minutes[juror], together, sha256(f"{juror} {film}".encode()).hexdigest()

    def give(self, film: str, juror: str) -> None:
        for other in self.holders[film]:
            pair = frozenset((juror, other))
            self.shared[pair] = self.shared.get(pair, 0) + 1
        self.holders[film].append(juror)
        self.minutes[juror] += self.length[film]
