"""What is wrong with a schedule, all at once. A draft may hold any of it; only a release asks for the blocking ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from typing import Any, Literal
from zoneinfo import ZoneInfo

from screenings.planning.days import festival_day

CONFIRMED, CANCELLED = "confirmed", "cancelled"


@dataclass(frozen=True)
class FilmFacts:
    key: Any
    title: str
    orientation: str | None  # horizontal, vertical, square; None: not measured
    shown: bool = True  # False: withdrawn, disqualified or no longer selected
    hall_refused: bool = False  # its makers have said no to screenings in a hall


@dataclass(frozen=True)
class ScreenFacts:
    key: Any
    name: str
    kind: str  # horizontal, vertical, led, multi
    turnaround_min: int = 0


@dataclass(frozen=True)
class Placement:
    """One item of the schedule: the hall is taken from `starts` until `free_again`."""

    key: Any
    title: str
    screen: ScreenFacts
    starts: datetime
    ends: datetime
    free_again: datetime
    status: str
    is_block: bool
    films: tuple[FilmFacts, ...] = ()


@dataclass(frozen=True)
class Clash:
    """`code` names the sentence, `facts` fill it in, `keys` are the placements concerned."""

    code: str
    keys: tuple[Any, ...]
    blocks: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


def clashes(placements: Iterable[Placement], *, first: date, last: date, zone: ZoneInfo) -> list[Clash]:
    """Everything worth saying, the blocking ones first, otherwise in the order of the day."""
    live = sorted((p for p in placements if p.status != CANCELLED), key=lambda p: (p.starts, str(p.key)))
    found = [
        *_overlaps(live),
        *_films_in_two_places(live),
        *(clash for placement in live for clash in _alone(placement, first, last, zone)),
    ]
    return sorted(found, key=lambda clash: not clash.blocks)


def _overlaps(live: Sequence[Placement]) -> Iterator[Clash]:
    for one, other in combinations(live, 2):
        if one.screen.key != other.screen.key or not _meet(one, other, until="free_again"):
            continue
        yield Clash(
            "overlap" if _meet(one, other, until="ends") else "turnaround",
            (one.key, other.key),
            blocks=one.status == other.status == CONFIRMED,
            facts={
                "one": one.title,
                "other": other.title,
                "screen": one.screen.name,
                "minutes": one.screen.turnaround_min,
            },
        )


def _films_in_two_places(live: Sequence[Placement]) -> Iterator[Clash]:
    for one, other in combinations(live, 2):
        if one.screen.key == other.screen.key or not _meet(one, other, until="ends"):
            continue
        elsewhere = {film.key for film in other.films}
        for film in one.films:
            if film.key in elsewhere:
                facts = {"film": film.title, "one": one.screen.name, "other": other.screen.name}
                yield Clash("film_twice", (one.key, other.key), facts=facts)


def _alone(placement: Placement, first: date, last: date, zone: ZoneInfo) -> Iterator[Clash]:
    key = (placement.key,)
    if not first <= festival_day(placement.starts, zone) <= last:
        yield Clash("outside_festival", key, facts={"one": placement.title})
    if not placement.is_block:
        return
    if not placement.films:
        yield Clash("empty_block", key, blocks=placement.status == CONFIRMED, facts={"one": placement.title})
    for film in placement.films:
        facts = {"film": film.title, "one": placement.title, "screen": placement.screen.name}
        if not film.shown:
            yield Clash("film_gone", key, blocks=placement.status == CONFIRMED, facts=facts)
        if film.hall_refused:
            yield Clash("hall_refused", key, facts=facts)
        if not _suits(film, placement.screen):
            code = "vertical_film" if film.orientation == "vertical" else "horizontal_film"
            yield Clash(code, key, blocks=placement.status == CONFIRMED, facts=facts)
        if film.orientation is None:
            yield Clash("film_unmeasured", key, facts=facts)


def _suits(film: FilmFacts, screen: ScreenFacts) -> bool:
    """A square film suits every screen: it has bars on all of them."""
    pair = {film.orientation, screen.kind}
    return pair != {"vertical", "horizontal"}


def _meet(one: Placement, other: Placement, *, until: Literal["ends", "free_again"]) -> bool:
    if until == "ends":
        return one.starts < other.ends and other.starts < one.ends
    return one.starts < other.free_again and other.starts < one.free_again
