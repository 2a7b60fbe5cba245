"""Which films go on from the rounds before, by a rule declared in advance; and where the cut is a matter of luck.

A source is the frozen result of a round. Films equal at the cut go through together: the order of a database, or of a
list, never decides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from judging.scoring.qualifying import DISCUSS, THROUGH
from judging.scoring.ties import published

THRESHOLD, TOP, PICKED_BY, QUALIFIED, BY_HAND = "threshold", "top", "picked_by", "qualified", "by_hand"
BOTH, LADDER = "both", "ladder"
DECIMALS = 2
COIN_TOSS = 0.10
"""Between this chance of being within the cut and its complement a film is near the cut (the zone)."""


@dataclass(frozen=True)
class Rule:
    """`least`: by how many of the sources a film must be picked (PICKED_BY). `ties`: at the cut of a TOP rule."""

    kind: str
    threshold: Fraction | None = None
    top: int | None = None
    least: int = 1
    ties: str = BOTH


@dataclass(frozen=True)
class Candidate:
    """A film in one source. `chance`: that it really belongs within the cut; `span`: the places it may have."""

    film: str
    place: int | None
    value: Fraction | None
    result: str = ""
    chance: float | None = None
    span: tuple[int, int] | None = None
    error: float | None = None


@dataclass(frozen=True)
class Source:
    key: str
    films: tuple[Candidate, ...]
    qualifying: bool = False


@dataclass(frozen=True)
class Picked:
    """What one source hands on. `tied`: equal to the last that goes through; `near`: within the uncertainty of the cut."""

    taken: frozenset[str]
    tied: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    cut: Fraction | None = None


@dataclass(frozen=True)
class Line:
    """One film in the plan. `by`: the sources that pick it; `best`: its best place and value in any of them."""

    film: str
    taken: bool
    by: tuple[str, ...]
    place: int | None
    value: Fraction | None
    result: str = ""
    tied: bool = False
    near: bool = False


@dataclass(frozen=True)
class Plan:
    lines: tuple[Line, ...]
    cuts: Mapping[str, Fraction | None] = field(default_factory=dict)
    measured: bool = False
    """Whether the sources tell anything about the uncertainty of their values."""

    @property
    def taken(self) -> tuple[str, ...]:
        return tuple(line.film for line in self.lines if line.taken)


def plan(sources: Sequence[Source], rule: Rule, *, allowed: Iterable[str] | None = None) -> Plan:
    """What the rule would take, best first. `allowed`: the only films that the next round is for (its filter)."""
    wanted = None if allowed is None else set(allowed)
    narrowed = [_only(source, wanted) for source in sources]
    picks = {source.key: picked(source, rule) for source in narrowed}
    found: dict[str, list[tuple[str, Candidate]]] = {}
    for source in narrowed:
        for film in source.films:
            found.setdefault(film.film, []).append((source.key, film))
    votes = Counter(film for one in picks.values() for film in one.taken)
    needed = rule.least if rule.kind == PICKED_BY else 1
    lines = [
        _line(film, seen, picks, taken=votes[film] >= needed and rule.kind != BY_HAND)
        for film, seen in found.items()
    ]
    measured = any(
        film.chance is not None or film.span is not None or film.error is not None
        for source in narrowed
        for film in source.films
    )
    cuts = {key: one.cut for key, one in picks.items()}
    return Plan(tuple(sorted(lines, key=_best_first)), cuts, measured)


def picked(source: Source, rule: Rule) -> Picked:
    """What one source hands on by the rule. A qualifying round always hands on what has passed."""
    if rule.kind == BY_HAND:
        return Picked(frozenset())
    if source.qualifying or rule.kind == QUALIFIED:
        open_ = frozenset(film.film for film in source.films if film.result == DISCUSS)
        return Picked(frozenset(film.film for film in source.films if film.result == THROUGH), near=open_)
    if rule.threshold is not None:
        return _by_threshold(source, rule.threshold)
    return _by_places(source, rule)


def _by_threshold(source: Source, threshold: Fraction) -> Picked:
    taken = {
        film.film
        for film in source.films
        if film.value is not None and published(film.value, DECIMALS) >= threshold
    }
    near = {
        film.film
        for film in source.films
        if film.value is not None
        and film.error is not None
        and abs(float(film.value - threshold)) < 1.645 * film.error
    }
    return Picked(frozenset(taken), near=frozenset(near), cut=threshold)


def _by_places(source: Source, rule: Rule) -> Picked:
    placed = sorted(
        (film for film in source.films if film.place is not None and film.value is not None),
        key=lambda film: film.place or 0,
    )
    top = rule.top or 0
    if not placed or not top:
        return Picked(frozenset())
    last = placed[min(top, len(placed)) - 1]
    equal = {film.film for film in placed if _as_good(film, last, rule.ties)}
    inside = {film.film for film in placed[:top]}
    tied = equal if equal - inside else set()
    near = {film.film for film in placed if _near(film, top)} if top < len(placed) else set()
    return Picked(frozenset(inside | equal), frozenset(tied), frozenset(near), last.value)


def _as_good(film: Candidate, last: Candidate, ties: str) -> bool:
    """Equal at the cut: in value as it is published, or, where the ladder decides, in the place it leaves."""
    if film.place == last.place:
        return True
    if ties == LADDER or film.value is None or last.value is None:
        return False
    return published(film.value, DECIMALS) == published(last.value, DECIMALS)


def _near(film: Candidate, top: int) -> bool:
    if film.chance is not None:
        return COIN_TOSS < film.chance < 1 - COIN_TOSS
    return film.span is not None and film.span[0] <= top < film.span[1]


def _only(source: Source, wanted: set[str] | None) -> Source:
    """The source without films that the next round is not for; places are those among the films left."""
    if wanted is None:
        return source
    left = tuple(film for film in source.films if film.film in wanted)
    if len(left) == len(source.films):
        return source
    order = sorted(film.place for film in left if film.place is not None)
    first = {place: number for number, place in reversed(list(enumerate(order, 1)))}
    return Source(
        source.key,
        tuple(
            Candidate(
                film.film,
                None if film.place is None else first[film.place],
                film.value,
                film.result,
                error=film.error,
            )
            for film in left
        ),
        source.qualifying,
    )


def _line(film: str, seen: list[tuple[str, Candidate]], picks: Mapping[str, Picked], *, taken: bool) -> Line:
    _key, best = min(seen, key=lambda one: (one[1].place is None, one[1].place or 0))
    return Line(
        film,
        taken,
        tuple(key for key, _film in seen if film in picks[key].taken),
        best.place,
        best.value,
        best.result,
        any(film in picks[key].tied for key, _film in seen),
        any(film in picks[key].near for key, _film in seen),
    )


def _best_first(line: Line) -> tuple[Any, ...]:
    return not line.taken, -len(line.by), line.place is None, line.place or 0


@dataclass(frozen=True)
class Difference:
    """What the rule takes now against what was taken when it was applied."""

    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.comes or self.goes)


def difference(taken_then: Sequence[str], taken_now: Sequence[str]) -> Difference:
    then, now = set(taken_then), set(taken_now)
    return Difference(
        tuple(film for film in taken_now if film not in then),
        tuple(film for film in taken_then if film not in now),
    )
