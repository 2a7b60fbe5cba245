"""What the report on the jurors of a round is worked out from, and the working out: once, then kept until a card moves."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

import numpy as np
from django.core.cache import cache
from django.db.models import FloatField, Min
from django.db.models.functions import Cast

from judging.counting import counted
from judging.enums import RoundState
from judging.models import Assignment, ConflictFind, FeedSource, Round
from judging.people_enums import FindState
from judging.queue import measured_seconds
from judging.scoring.bootstrap import MOST_JURORS, resampled_juries
from judging.scoring.calibrated import Calibration, calibrate
from judging.scoring.judge_flags import JudgeReport
from judging.scoring.judge_report import Extras, judge_reports
from judging.scoring.reading import Table, read
from judging.scoring.self_consistency import spread_between
from judging.scoring.uncertainty import describe
from judging.signs import BEFORE_WATCHING_PERCENT
from judging.standing_counts import KEPT_S, digest_of, fingerprint

MOST_SCORES_REFITTED = 3000
"""Above this nobody waits for a fit without each juror, or for 200 juries drawn again."""
FIRST = 10
"""Places looked at where no next round says how many films it takes."""


@dataclass(frozen=True)
class CardFact:
    """How one scorecard that counts came about. `share`: of the film's length, at most 1; None for an unknown length."""

    seconds: int
    share: float | None
    before_watching: bool
    at: datetime | None


@dataclass(frozen=True)
class Habit:
    """Of one juror: median seconds and share of a film on screen, minutes in all, cards ready before half was seen."""

    seconds: float
    share: float | None
    minutes: int
    before_watching: int


@dataclass(frozen=True)
class AnotherJury:
    """The first `among` places under juries drawn again from this one: film, and the places that hold 90 % of them."""

    among: int
    rows: tuple[tuple[str, int, int, float], ...]


@dataclass(frozen=True)
class Figures:
    """`reports` and `habits` by the juror's key; `reason`: why severities cannot be told, or nothing.

    `between`: how far different jurors' marks for one film lie apart, None where nobody shares a film.
    """

    reports: dict[str, JudgeReport]
    habits: dict[str, Habit]
    films: tuple[str, ...]
    reason: str
    usual_severity: float
    among: int
    refitted: bool
    another: AnotherJury | None
    between: float | None = None


def figures_of(judged: Round) -> Figures:
    """Of a scored round that has begun. Kept until something has changed that they are worked out from."""
    facts = facts_of(judged)
    among, ties = _places_asked_for(judged), _ties(judged)
    key = f"jury-figures-2-{judged.pk}-{digest_of([_counted_stamp(judged), sorted(facts.items()), among, sorted(ties)])}"
    kept = cache.get(key)
    if kept is None:
        kept = _work_out(judged, facts, among, ties)
        cache.set(key, kept, KEPT_S)
    return kept


def _counted_stamp(judged: Round) -> str:
    closed = judged.state == RoundState.CLOSED
    tally = judged.tallies.order_by("-version").values_list("pk", flat=True).first() if closed else None
    return f"tally-{tally}" if tally else fingerprint(judged)


def table_of(judged: Round) -> Table:
    """The scores that count: of a closed round those that were frozen."""
    found = counted(judged)
    return read(found.inputs, fill=found.parameters.get("version", 0) >= 2)


def facts_of(judged: Round) -> dict[tuple[str, str], CardFact]:
    """By film and juror. One query."""
    rows = (
        Assignment.objects.filter(round=judged)
        .counting()
        .annotate(length=Cast(measured_seconds(), FloatField()), at=Min("scorecard__scores__given_at"))
        .order_by("pk")
        .values_list(
            "entry_id", "juror_id", "viewing__seconds", "length", "scorecard__watched_when_scored", "at"
        )
    )
    return {
        (str(film), str(juror)): CardFact(
            seconds or 0,
            min(1.0, (seconds or 0) / length) if length else None,
            ready is not None and ready < BEFORE_WATCHING_PERCENT,
            at,
        )
        for film, juror, seconds, length, ready, at in rows
    }


def _work_out(
    judged: Round, facts: dict[tuple[str, str], CardFact], asked_for: int, ties: set[tuple[str, str]]
) -> Figures:
    table = table_of(judged)
    given = arrays_of(table)
    habits = _habits(facts)
    if not table.value:
        return Figures({}, habits, table.films, "too_few_scores", 0.0, 0, False, None)
    fit = calibrate(*given, draws=0)
    among = max(1, min(asked_for, len(table.films) - 1))
    refitted = len(table.value) <= MOST_SCORES_REFITTED and not fit.reason
    reports = judge_reports(*given, extras=_extras(table, facts, ties), among=among if refitted else 0)
    return Figures(
        reports={table.jurors[report.juror]: report for report in reports},
        habits=habits,
        films=table.films,
        reason=fit.reason,
        usual_severity=float(np.sqrt(fit.components.juror)),
        among=among,
        refitted=refitted,
        another=_another(table, given, fit, among) if refitted and len(reports) <= MOST_JURORS else None,
        between=spread_between(table),
    )


def arrays_of(table: Table) -> tuple[Any, Any, Any, int, int, Any]:
    """As calibrate() takes them."""
    return (
        np.array([ballot.film for ballot in table.ballots], np.int64),
        np.array([ballot.juror for ballot in table.ballots], np.int64),
        np.array(table.value, np.float64) / table.unit,
        len(table.films),
        len(table.jurors),
        np.array(table.group, np.int64),
    )


def _ties(judged: Round) -> set[tuple[str, str]]:
    """Film and juror of each possible conflict of interest that has not led to a recusal."""
    finds = ConflictFind.objects.filter(juror__jury=judged.jury_id).exclude(state=FindState.RECUSED)
    return {(str(film), str(juror)) for film, juror in finds.values_list("entry_id", "juror_id")}


def _extras(table: Table, facts: dict[tuple[str, str], CardFact], ties: set[tuple[str, str]]) -> Extras:
    pairs = [(table.films[ballot.film], table.jurors[ballot.juror]) for ballot in table.ballots]
    known = [facts.get(pair) for pair in pairs]
    shares = [fact.share if fact else None for fact in known]
    return Extras(
        order=_places_in_time(table, known),
        own=[float(pair in ties) for pair in pairs],
        watched=[share or 0.0 for share in shares] if any(share for share in shares) else None,
    )


def _places_in_time(table: Table, known: list[CardFact | None]) -> list[float] | None:
    """For each score its place in the order in which its juror scored; None where a time is missing."""
    times = [fact.at if fact else None for fact in known]
    if None in times:
        return None
    of_juror: dict[int, list[int]] = defaultdict(list)
    for number, ballot in enumerate(table.ballots):
        of_juror[ballot.juror].append(number)
    order = [0.0] * len(times)
    for numbers in of_juror.values():
        for place, number in enumerate(sorted(numbers, key=lambda one: times[one])):  # type: ignore[arg-type,return-value]
            order[number] = float(place)
    return order


def _habits(facts: dict[tuple[str, str], CardFact]) -> dict[str, Habit]:
    cards: dict[str, list[CardFact]] = defaultdict(list)
    for (_film, juror), fact in facts.items():
        cards[juror].append(fact)
    found = {}
    for juror, of in cards.items():
        shares = [fact.share for fact in of if fact.share is not None]
        found[juror] = Habit(
            seconds=median(fact.seconds for fact in of),
            share=median(shares) if shares else None,
            minutes=round(sum(fact.seconds for fact in of) / 60),
            before_watching=sum(fact.before_watching for fact in of),
        )
    return found


def _places_asked_for(judged: Round) -> int:
    """As many as the next round takes, else the first ten."""
    taken = FeedSource.objects.filter(source=judged, feed__top__isnull=False).values_list(
        "feed__top", flat=True
    )
    return taken.first() or FIRST


def _another(table: Table, given: Any, fit: Calibration, among: int) -> AnotherJury:
    """Would another jury of this kind agree? Jurors drawn again, everything refitted."""
    power = [float(weight) for weight in table.bloc_weight]
    weighs = sum(power) > 0
    draws = resampled_juries(
        *given,
        bloc=np.array(table.bloc) if weighs else None,
        bloc_weight=np.array(power) if weighs else None,
    )
    said = describe(fit.value, draws, among=among)
    first = said.order[: min(among, FIRST)]
    return AnotherJury(
        among,
        tuple(
            (table.films[film], int(said.rank.low[film]), int(said.rank.high[film]), float(said.among[film]))
            for film in first
        ),
    )
