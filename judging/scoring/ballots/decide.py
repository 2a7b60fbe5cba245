"""The result of a vote by any of the methods: places, winners, what decided ties, and what the jury still has to do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from judging.scoring.ballots import ladder as rungs
from judging.scoring.ballots.ballot import Ballot, checked
from judging.scoring.ballots.ladder import Climb, Step, climb
from judging.scoring.ballots.least import PRESIDENT, SCORE, Deciders
from judging.scoring.ballots.points import borda, places
from judging.scoring.ballots.runoff import Runoff, instant_runoff
from judging.scoring.ballots.schulze import Schulze, schulze
from judging.scoring.ballots.successive import LAST, Count, successive
from judging.scoring.ballots.transfer import Transfers, single_transferable_vote

SCHULZE = "schulze"
IRV = "irv"
STV = "stv"
BORDA = "borda"
SUCCESSIVE = "successive"
NAMES = (SCHULZE, IRV, STV, BORDA, SUCCESSIVE)

Detail = Schulze | Runoff | Transfers | Count | None


@dataclass(frozen=True)
class Terms:
    """What the round declared before it opened. `number`: which ballot of the jury this is."""

    ladder: tuple[str, ...] = ()
    number: int = 1
    seats: int = 1


@dataclass(frozen=True)
class Outcome:
    """`places` of the films that could be judged; `values`: what the method measures. `winners` share the first place.

    `waits_for` names the rung for which the jurors are needed again; without it several winners mean that the declared
    ladder ends here, and `shared` that it allows them to share.
    """

    method: str
    places: dict[str, int]
    values: dict[str, Fraction]
    winners: tuple[str, ...]
    detail: Detail
    steps: tuple[Step, ...] = ()
    waits_for: str = ""
    shared: bool = False
    unheard: tuple[str, ...] = ()
    """Films on which nobody was entitled to speak: they have no place."""

    @property
    def decided(self) -> bool:
        return bool(self.winners) and not self.waits_for


@dataclass(frozen=True)
class _Raw:
    places: dict[str, int]
    values: dict[str, Fraction]
    detail: Detail = None
    majority_missing: bool = False


def decide(
    method: str,
    films: Sequence[str],
    ballots: Sequence[Ballot],
    *,
    terms: Terms = Terms(),
    president: Ballot | None = None,
    scores: Mapping[str, Fraction] | None = None,
) -> Outcome:
    """Count, then climb the ladder as long as films share the first place. Raises BadBallot."""
    cast = checked(ballots, set(films))
    heard = tuple(film for film in films if any(film not in one.recused for one in cast))
    unheard = tuple(film for film in films if film not in heard)
    if not heard:
        return Outcome(method, {}, {}, (), None, unheard=unheard)
    deciders = Deciders(
        tuple(rung for rung in terms.ladder if rung in (PRESIDENT, SCORE)), president, scores or {}
    )
    raw = _count(method, heard, cast, terms, deciders)
    if isinstance(raw.detail, Transfers):
        return _shortlist(raw, raw.detail, unheard)
    first = tuple(film for film in heard if raw.places[film] == 1)
    if raw.majority_missing:
        waiting = rungs.SECOND_BALLOT if terms.number < 2 else rungs.THIRD_BALLOT
        return Outcome(method, raw.places, raw.values, first, raw.detail, waits_for=waiting, unheard=unheard)
    end = Climb(first)
    if len(first) > 1:
        end = climb(
            first,
            cast,
            ladder=terms.ladder,
            number=terms.number,
            winners=lambda tied: _winners(method, tied, cast, terms, deciders),
            deciders=deciders,
        )
    return Outcome(
        method,
        _with_winners(raw.places, first, end.films),
        raw.values,
        end.films,
        raw.detail,
        end.steps,
        end.waits_for,
        end.shared,
        unheard,
    )


def by_bloc(
    method: str,
    films: Sequence[str],
    ballots: Sequence[Ballot],
    *,
    bloc_of: Mapping[str, str],
    terms: Terms = Terms(),
) -> dict[str, dict[str, int]]:
    """The places as each bloc alone would have given them, without any ladder. Blocs that did not vote are absent."""
    alone: dict[str, list[Ballot]] = {}
    for one in ballots:
        alone.setdefault(bloc_of.get(one.voter, ""), []).append(one)
    plain = Terms(number=max(terms.number, LAST), seats=terms.seats)
    return {bloc: decide(method, films, cast, terms=plain).places for bloc, cast in alone.items()}


def _count(
    method: str, films: Sequence[str], cast: Sequence[Ballot], terms: Terms, deciders: Deciders
) -> _Raw:
    if method == SCHULZE:
        order = schulze(films, cast)
        return _Raw(order.places, {film: Fraction(order.matrix.wins(film)) for film in films}, order)
    if method == IRV:
        runoff = instant_runoff(films, cast, deciders=deciders)
        last = {film: total for turn in runoff.turns for film, total in turn.totals.items()}
        return _Raw(runoff.places, last, runoff)
    if method == STV:
        moved = single_transferable_vote(films, cast, seats=terms.seats, deciders=deciders)
        last = {film: total for stage in moved.stages for film, total in stage.totals.items()}
        return _Raw(moved.places, last, moved)
    if method == BORDA:
        points = borda(films, cast)
        return _Raw(places(points), points)
    if method == SUCCESSIVE:
        count = successive(films, cast, number=terms.number)
        return _Raw(count.places, count.totals, count, count.absolute and count.winner is None)
    raise ValueError(f"no such method: {method}")


def _winners(
    method: str, tied: Sequence[str], cast: Sequence[Ballot], terms: Terms, deciders: Deciders
) -> list[str]:
    raw = _count(method, tied, [one.only(tied) for one in cast], terms, deciders)
    return [film for film in tied if raw.places[film] == 1]


def _with_winners(given: dict[str, int], first: tuple[str, ...], winners: Collection[str]) -> dict[str, int]:
    """Those whom the ladder left behind come directly after the winners."""
    behind = {film: 1 + len(winners) for film in first if film not in winners}
    return {**given, **behind}


def _shortlist(raw: _Raw, moved: Transfers, unheard: tuple[str, ...]) -> Outcome:
    """Elected are all of them alike; where the last seats could not be told apart the jury votes again on these."""
    waiting = rungs.SECOND_BALLOT if moved.undecided else ""
    return Outcome(STV, raw.places, raw.values, moved.elected, moved, waits_for=waiting, unheard=unheard)
