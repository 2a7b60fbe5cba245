"""A juror's order of the finalists, and what can be wrong with one.

Films in one tier are ranked equal. A film that stands in no tier is *not ranked*: below every ranked film, and equal
to the other films that are not ranked. A film the juror is recused from stands nowhere: the juror abstains on every
pair with it, and only on these.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

TWICE = "twice"
UNKNOWN = "unknown"
RECUSED = "recused"
NO_WEIGHT = "no weight"


@dataclass(frozen=True)
class Ballot:
    """`weight`: what one such ballot weighs. `count`: how many jurors gave exactly this one."""

    tiers: tuple[tuple[str, ...], ...]
    voter: str = ""
    weight: Fraction = Fraction(1)
    count: int = 1
    recused: frozenset[str] = field(default=frozenset())

    @property
    def power(self) -> Fraction:
        """The weight of all of them together."""
        return self.weight * self.count

    def place(self, film: str) -> int | None:
        """The number of the tier from 0; not ranked: the one below all others; None when the juror is recused."""
        if film in self.recused:
            return None
        return next((number for number, tier in enumerate(self.tiers) if film in tier), len(self.tiers))

    def prefers(self, one: str, other: str) -> bool:
        """Whether the juror ranks `one` above `other`; false whenever recused from either."""
        first, second = self.place(one), self.place(other)
        return first is not None and second is not None and first < second

    def first_of(self, running: Collection[str]) -> tuple[str, ...]:
        """The highest tier of films that still run, or nothing when the ballot is exhausted."""
        for tier in self.tiers:
            if left := tuple(film for film in tier if film in running and film not in self.recused):
                return left
        return ()

    def only(self, films: Collection[str]) -> "Ballot":
        """The same ballot as if only these films stood."""
        tiers = (tuple(film for film in tier if film in films) for tier in self.tiers)
        return Ballot(
            tuple(tier for tier in tiers if tier),
            self.voter,
            self.weight,
            self.count,
            self.recused & frozenset(films),
        )


@dataclass(frozen=True)
class Problem:
    """What is wrong with a ballot: the kind, and the film it is about."""

    kind: str
    film: str = ""


class BadBallot(ValueError):
    """A ballot that cannot be counted, with everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{problem.kind} {problem.film}".strip() for problem in problems))


def ballot(*ranking: str | Iterable[str], **more: object) -> Ballot:
    """A ballot written down from the top: a film, or several that share the place."""
    tiers = tuple((tier,) if isinstance(tier, str) else tuple(tier) for tier in ranking)
    return Ballot(tiers, **more)  # type: ignore[arg-type]


def problems_of(given: Ballot, films: Collection[str]) -> list[Problem]:
    """Everything that is wrong with it: a film twice, one that does not stand, one the juror is recused from."""
    found, seen = [], set()
    for film in (film for tier in given.tiers for film in tier):
        if film in seen:
            found.append(Problem(TWICE, film))
        elif film not in films:
            found.append(Problem(UNKNOWN, film))
        elif film in given.recused:
            found.append(Problem(RECUSED, film))
        seen.add(film)
    if given.weight <= 0 or given.count < 1:
        found.append(Problem(NO_WEIGHT))
    return found


def checked(ballots: Iterable[Ballot], films: Collection[str]) -> list[Ballot]:
    """The ballots as they are, or BadBallot for the first one that cannot be counted."""
    kept = list(ballots)
    for given in kept:
        if problems := problems_of(given, films):
            raise BadBallot(problems)
    return kept
