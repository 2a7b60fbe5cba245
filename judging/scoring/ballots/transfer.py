"""The single transferable vote, for a shortlist of so many films.

Quota: with ballots of one weight Droop's floor(N / (S + 1)) + 1 ballots; with ballots of several weights strictly more
than W / (S + 1). A film over the quota hands on its surplus: every ballot that it holds, not only the last ones to
arrive, goes on at surplus / total of its value (weighted inclusive Gregory). The largest surplus goes first, equal ones
together. If nobody is over the quota the film with the least leaves, with the same rules for ties as in a runoff.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from judging.scoring.ballots.ballot import Ballot, checked
from judging.scoring.ballots.least import NO_DECIDERS, Deciders, Least, least_of

NOTHING = Fraction(0)
Parcel = tuple[Ballot, Fraction]


@dataclass(frozen=True)
class Quota:
    """`strict`: a film needs more than the value; otherwise it needs the value."""

    value: Fraction
    strict: bool

    def met(self, total: Fraction) -> bool:
        return total > self.value if self.strict else total >= self.value


@dataclass(frozen=True)
class Stage:
    """What stood, and what was done with it: who was elected, whose surplus moved, who left."""

    totals: dict[str, Fraction]
    exhausted: Fraction
    elected: tuple[str, ...] = ()
    handed_on: dict[str, Fraction] = field(default_factory=dict)
    out: Least | None = None
    unopposed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transfers:
    """Every stage. `elected` in order; `undecided`: the films for the seats left, where nothing could tell them apart."""

    seats: int
    quota: Quota
    stages: tuple[Stage, ...]
    elected: tuple[str, ...]
    places: dict[str, int]
    undecided: tuple[str, ...] = ()


def droop(ballots: Sequence[Ballot], seats: int) -> Quota:
    """The same whatever all the weights are multiplied by."""
    whole = sum((given.power for given in ballots), NOTHING)
    if len({given.weight for given in ballots}) > 1:
        return Quota(whole / (seats + 1), strict=True)
    one = ballots[0].weight if ballots else Fraction(1)
    number = sum(given.count for given in ballots)
    return Quota(one * (number // (seats + 1) + 1), strict=False)


def single_transferable_vote(
    films: Sequence[str], ballots: Sequence[Ballot], *, seats: int, deciders: Deciders = NO_DECIDERS
) -> Transfers:
    return _Count(films, checked(ballots, set(films)), seats, deciders).run()


class _Count:
    """The piles as they lie at each stage."""

    def __init__(self, films: Sequence[str], ballots: list[Ballot], seats: int, deciders: Deciders) -> None:
        self.films, self.ballots, self.seats, self.deciders = films, ballots, seats, deciders
        self.quota = droop(ballots, seats)
        self.running = list(films)
        self.elected: list[str] = []
        self.groups: list[tuple[str, ...]] = []
        self.left: list[tuple[str, ...]] = []
        self.stages: list[Stage] = []
        self.piles: dict[str, list[Parcel]] = {film: [] for film in films}
        self.exhausted = NOTHING
        self._deal([(given, given.power) for given in ballots])

    def run(self) -> Transfers:
        undecided: tuple[str, ...] = ()
        while self.running and len(self.elected) < self.seats:
            if len(self.running) <= self.seats - len(self.elected):
                self._fill()
            elif not self._elect() and not self._hand_on() and not self._leave():
                undecided = tuple(self.running)
                break
        return Transfers(
            self.seats, self.quota, tuple(self.stages), tuple(self.elected), self._places(), undecided
        )

    def totals(self) -> dict[str, Fraction]:
        return {film: sum((value for _one, value in pile), NOTHING) for film, pile in self.piles.items()}

    def _fill(self) -> None:
        """As many films as seats are left: all of them, the stronger first."""
        totals = self.totals()
        rest = tuple(self.running)
        self._note(totals, unopposed=rest)
        self._seat(rest, totals)

    def _elect(self) -> bool:
        totals = self.totals()
        over = tuple(film for film in self.running if self.quota.met(totals[film]))
        if over:
            self._note(totals, elected=over)
            self._seat(over, totals)
        return bool(over)

    def _seat(self, films: tuple[str, ...], totals: Mapping[str, Fraction]) -> None:
        for level in sorted({totals[film] for film in films}, reverse=True):
            group = tuple(film for film in films if totals[film] == level)
            self.groups.append(group)
            self.elected += group
        self.running = [film for film in self.running if film not in films]

    def _hand_on(self) -> bool:
        """The largest surplus that still lies with an elected film goes on; equal ones go together."""
        totals = self.totals()
        surplus = {film: totals[film] - self.quota.value for film in self.elected}
        largest = max(surplus.values(), default=NOTHING)
        if largest <= 0:
            return False
        moving: list[Parcel] = []
        handed_on = {film: extra for film, extra in surplus.items() if extra == largest}
        for film, extra in handed_on.items():
            share = extra / totals[film]
            moving += [(given, value * share) for given, value in self.piles[film]]
            self.piles[film] = [(given, value * (1 - share)) for given, value in self.piles[film]]
        self._note(totals, handed_on=handed_on)
        self._deal(moving)
        return True

    def _leave(self) -> bool:
        totals = self.totals()
        standing = {film: totals[film] for film in self.running}
        before = [stage.totals for stage in self.stages]
        seats_left = self.seats - len(self.elected)
        out = least_of(standing, before, self.ballots, self.deciders, keep=seats_left)
        if not out.films:
            self._note(totals, out=out)
            return False
        self._note(totals, out=out)
        self.left.append(out.films)
        self.running = [film for film in self.running if film not in out.films]
        moving = [parcel for film in out.films for parcel in self.piles[film]]
        for film in out.films:
            self.piles[film] = []
        self._deal(moving)
        return True

    def _deal(self, parcels: list[Parcel]) -> None:
        running: Collection[str] = set(self.running)
        for given, value in parcels:
            first = given.first_of(running)
            for film in first:
                self.piles[film].append((given, value / len(first)))
            if not first:
                self.exhausted += value

    def _note(
        self,
        totals: dict[str, Fraction],
        *,
        elected: tuple[str, ...] = (),
        handed_on: dict[str, Fraction] | None = None,
        out: Least | None = None,
        unopposed: tuple[str, ...] = (),
    ) -> None:
        shown = {film: total for film, total in totals.items() if self._still_shown(film)}
        self.stages.append(Stage(shown, self.exhausted, elected, handed_on or {}, out, unopposed))

    def _still_shown(self, film: str) -> bool:
        return not any(film in group for group in self.left)

    def _places(self) -> dict[str, int]:
        totals = self.totals()
        levels = sorted({totals[film] for film in self.running}, reverse=True)
        if len(self.elected) < self.seats:  # undecided: those left share the place of the seats left
            levels_groups = [tuple(self.running)] if self.running else []
        else:
            levels_groups = [tuple(f for f in self.running if totals[f] == level) for level in levels]
        places: dict[str, int] = {}
        for group in [*self.groups, *levels_groups, *reversed(self.left)]:
            places |= dict.fromkeys(group, len(places) + 1)
        return places
