"""The films, jurors and rules of a round as the pure assignment reads them. A fixed number of queries."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from judging.assigning import Film, Problem, Quota, Rules
from judging.assigning import Juror as Seat
from judging.assigning.tables import Bools, Tables, tables_of
from judging.conflict_search import open_finds
from judging.enums_assigning import LoadUnit
from judging.models import AssignmentRules, Expertise, Juror, Recusal, Round, RoundEntry
from judging.people_enums import FindStrength
from media_pipeline.models import SubtitleTrack
from submissions.enums import EntryState
from submissions.films import with_measured_facts
from submissions.models import CoOwner
from submissions.tongues import NO_DIALOGUE

Pair = tuple[str, str]
"""(juror, film), keys as text."""


@dataclass(frozen=True)
class Parties:
    """`standing`: all pairs that hold now; `begun`: those that somebody has looked at, which nobody takes away."""

    problem: Problem
    standing: frozenset[Pair]
    begun: frozenset[Pair]
    position: dict[str, int]

    @property
    def digest(self) -> str:
        """Of what a plan depends on, but for what jurors begin in the meantime: that is kept anyway."""
        facts = asdict(replace(self.problem, fixed=frozenset()))
        return sha256(json.dumps(facts, sort_keys=True, default=sorted).encode()).hexdigest()


def assignment_rules_of(judged: Round) -> AssignmentRules:
    """The stored ones, or the defaults."""
    return AssignmentRules.objects.filter(round=judged).first() or AssignmentRules(
        round=judged, seed=judged.pk
    )


def parties_of(judged: Round, *, only_personal_limits: bool = False, keep: bool = False) -> Parties:
    """`only_personal_limits`: without the rule about even loads, for single films in a running round.
    `keep`: all that is handed out stays, not only what somebody has begun.
    """
    rules = assignment_rules_of(judged)
    pure = pure_rules(judged, rules)
    if only_personal_limits:
        pure = replace(pure, within=None)
    films = films_of(judged)
    keys = {film.key for film in films}
    standing, begun = _pairs(judged, keys)
    forbidden = forbidden_pairs(judged)
    problem = Problem(
        films=tuple(films),
        jurors=tuple(jurors_of(judged)),
        rules=pure,
        forbidden=forbidden,
        fixed=frozenset((standing if keep else begun) - forbidden),
    )
    return Parties(
        problem=problem,
        standing=frozenset(standing - forbidden),
        begun=frozenset(begun),
        position={film.key: number for number, film in enumerate(films, 1)},
    )


def pure_rules(judged: Round, rules: AssignmentRules) -> Rules:
    quotas = judged.bloc_quotas.values_list("bloc_id", "least", "most")
    return Rules(
        per_film=rules.reviews_per_film,
        by_minutes=rules.balance_by == LoadUnit.MINUTES,
        within=None if rules.within_percent is None else rules.within_percent / 100,
        heed_languages=rules.heed_languages,
        fill_gaps=rules.fill_gaps,
        quotas={str(bloc): Quota(least, most) for bloc, least, most in quotas},
        seed=rules.seed,
    )


def films_of(judged: Round) -> list[Film]:
    """In the order of the round; only those still submitted. Measures are those of the file that its jurors watch."""
    pinned = RoundEntry.objects.filter(round=judged, entry__state=EntryState.SUBMITTED).annotate(
        shown_film=Coalesce("snapshot__film", "entry__film"),
        shown_probe=Coalesce("snapshot__film__probe", "entry__film__probe"),
    )
    rows = (
        with_measured_facts(pinned, "shown_probe")
        .order_by("position")
        .values_list(
            "entry_id",
            "measured_s",
            "measured_shape",
            "entry__category_id",
            "entry__languages",
            "entry__subtitle_languages",
            "shown_film",
            "reviews_wanted",
            "is_anchor",
        )
    )
    tracks = _subtitles(pinned)
    return [
        Film(
            key=str(entry),
            minutes=round((seconds or 0.0) / 60, 4),
            category=str(category),
            orientation=shape or "",
            spoken=frozenset(spoken or ()) - {NO_DIALOGUE},
            subtitles=frozenset(subtitles or ()) | tracks[film],
            wanted=wanted,
            anchor=anchor,
        )
        for entry, seconds, shape, category, spoken, subtitles, film, wanted, anchor in rows
    ]


def jurors_of(judged: Round) -> list[Seat]:
    """Those who may be given films."""
    known: dict[int, dict[str, int]] = defaultdict(dict)
    formats: dict[int, dict[str, int]] = defaultdict(dict)
    said = Expertise.objects.filter(juror__jury=judged.jury_id)
    for juror, category, orientation, level in said.values_list(
        "juror_id", "category_id", "orientation", "level"
    ):
        if orientation:
            formats[juror][orientation] = level
        else:
            known[juror][str(category)] = level
    return [
        Seat(
            key=str(juror.pk),
            bloc=str(juror.bloc_id or ""),
            languages=frozenset(juror.languages),
            most_minutes=juror.capacity_minutes,
            most_films=juror.most_films,
            expertise=known[juror.pk],
            formats=formats[juror.pk],
        )
        for juror in seats_of(judged)
    ]


def seats_of(judged: Round) -> QuerySet[Juror]:
    """The jury's seats that films may be given to."""
    return Juror.objects.filter(jury=judged.jury_id).sitting()


def forbidden_pairs(judged: Round) -> frozenset[Pair]:
    """Recusals, one's own films, and finds of the same name, house or page that nobody has answered yet."""
    recused = Recusal.objects.filter(juror__jury=judged.jury_id).values_list("juror_id", "entry_id")
    asked = open_finds(judged).filter(strength=FindStrength.SAME).values_list("juror_id", "entry_id")
    return frozenset({(str(juror), str(entry)) for juror, entry in (*recused, *asked)} | own_films(judged))


def own_films(judged: Round) -> set[Pair]:
    """Jurors and the films of the round that they have made themselves: nobody judges their own."""
    seats = Juror.objects.filter(jury=judged.jury_id, membership__user__isnull=False)
    seat_of = {user: str(juror) for juror, user in seats.values_list("pk", "membership__user_id")}
    owned = judged.entries.filter(owner__in=seat_of).values_list("owner_id", "pk")
    shared = CoOwner.objects.filter(entry__rounds=judged, user__in=seat_of).values_list("user_id", "entry_id")
    return {(seat_of[user], str(entry)) for user, entry in (*owned, *shared)}


def tables_with(parties: Parties) -> tuple[Tables, Bools]:
    """The problem as arrays, and who has what now."""
    tables = tables_of(parties.problem)
    held = tables.barred & False
    rows = {film.key: number for number, film in enumerate(parties.problem.films)}
    columns = {juror.key: number for number, juror in enumerate(parties.problem.jurors)}
    for juror, film in parties.standing:
        if juror in columns:
            held[rows[film], columns[juror]] = True
    return tables, held


def _pairs(judged: Round, films: Collection[str]) -> tuple[set[Pair], set[Pair]]:
    standing, begun = set(), set()
    rows = judged.assignments.order_by().values_list("juror_id", "entry_id", "scorecard", "viewing")
    for juror, entry, card, viewing in rows:
        pair = (str(juror), str(entry))
        if pair[1] in films:
            standing.add(pair)
            if card is not None or viewing is not None:
                begun.add(pair)
    return standing, begun


def _subtitles(pinned: QuerySet[RoundEntry]) -> dict[Any, frozenset[str]]:
    """Languages of the tracks that the player offers, by the film's file."""
    found: dict[Any, set[str]] = defaultdict(set)
    tracks = SubtitleTrack.objects.shown().filter(asset__in=pinned.values("shown_film")).exclude(language="")
    for asset, language in tracks.order_by().values_list("asset_id", "language"):
        found[asset].add(language)
    return defaultdict(frozenset, {asset: frozenset(codes) for asset, codes in found.items()})
