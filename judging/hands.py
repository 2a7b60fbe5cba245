"""Who has which film in a round, for giving and taking by hand: one film, one juror, or the whole list."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from judging.assignable import Parties, parties_of
from judging.assigning.problem import for_everybody
from judging.models import Juror, Recusal, Round
from judging.obstacles import doubts, made_it, recused
from submissions.films import runtime_text
from submissions.models import Entry


@dataclass(frozen=True)
class Hand:
    """A juror beside a film. `assignment` None: does not have it. `forbidden`: why it never can be."""

    juror: Juror
    assignment: int | None
    begun: bool
    forbidden: str
    doubts: list[str]
    films: int
    minutes: int

    @property
    def may_have(self) -> bool:
        return self.assignment is None and not self.forbidden


def film_hands(judged: Round, entry: Entry) -> list[Hand]:
    """Every juror of the jury for this film: those who have it first, then those who may, the idlest first."""
    parties = parties_of(judged, only_personal_limits=True)
    problem, key = parties.problem, str(entry.pk)
    film = next((film for film in problem.films if film.key == key), None)
    if film is None:
        return []
    length = {one.key: one.minutes for one in problem.films}
    load: dict[str, list[str]] = defaultdict(list)
    for juror, held in parties.standing:
        load[juror].append(held)
    given = dict(judged.assignments.filter(entry=entry).values_list("juror_id", "pk"))
    reasons = dict(
        Recusal.objects.filter(entry=entry, juror__jury=judged.jury_id).values_list("juror_id", "reason")
    )
    seats = {str(seat.pk): seat for seat in Juror.objects.filter(jury=judged.jury_id).select_related("bloc")}
    hands = []
    for pure in problem.jurors:
        seat = seats[pure.key]
        minutes, films = sum(length[one] for one in load[pure.key]), len(load[pure.key])
        hands.append(
            Hand(
                juror=seat,
                assignment=given.get(seat.pk),
                begun=(pure.key, key) in parties.begun,
                forbidden=_forbidden(parties, seat, key, reasons),
                doubts=[] if seat.pk in given else doubts(pure, film, minutes=minutes, films=films),
                films=films,
                minutes=round(minutes),
            )
        )
    return sorted(
        hands,
        key=lambda hand: (hand.assignment is None, bool(hand.forbidden), len(hand.doubts), hand.minutes),
    )


def _forbidden(parties: Parties, seat: Juror, film: str, reasons: dict[int, str]) -> str:
    if seat.pk in reasons:
        return recused(seat, reasons[seat.pk])
    return made_it(seat) if (str(seat.pk), film) in parties.problem.forbidden else ""


@dataclass(frozen=True)
class FilmRow:
    """A film of the round with the names of its jurors."""

    entry: Entry
    runtime: str
    jurors: list[str]
    wanted: int | None
    anchor: bool

    @property
    def missing(self) -> int:
        return 0 if self.wanted is None else max(self.wanted - len(self.jurors), 0)


class FilmRows:
    """All films of a round as a list that loads only the page that is looked at."""

    def __init__(self, judged: Round, *, only_short: bool) -> None:
        parties = parties_of(judged)
        self.problem = parties.problem
        self.names = {str(juror.pk): str(juror) for juror in Juror.objects.filter(jury=judged.jury_id)}
        self.jurors: dict[str, list[str]] = defaultdict(list)
        for juror, film in sorted(parties.standing, key=lambda pair: int(pair[0])):
            self.jurors[film].append(self.names[juror])
        self.films = [film for film in parties.problem.films if not only_short or self._missing(film)]

    def __len__(self) -> int:
        return len(self.films)

    def __getitem__(self, asked: slice) -> list[FilmRow]:
        films = self.films[asked]
        entries = {
            str(pk): entry for pk, entry in Entry.objects.in_bulk([film.key for film in films]).items()
        }
        return [
            FilmRow(
                entry=entries[film.key],
                runtime=runtime_text(60 * film.minutes),
                jurors=self.jurors[film.key],
                wanted=self._wanted(film),
                anchor=film.anchor,
            )
            for film in films
            if film.key in entries
        ]

    def _wanted(self, film: Any) -> int | None:
        if for_everybody(film, self.problem.rules):
            return None
        usual = self.problem.rules.per_film if film.wanted is None else film.wanted
        return min(usual or 0, len(self.problem.jurors))

    def _missing(self, film: Any) -> bool:
        wanted = self._wanted(film)
        held = len(self.jurors[film.key])
        return not held if wanted is None else held < wanted


def film_rows(judged: Round, *, only_short: bool = False) -> FilmRows:
    return FilmRows(judged, only_short=only_short)


@dataclass(frozen=True)
class JurorFilm:
    """A film on a juror's list."""

    assignment: int
    entry: Entry
    minutes: float
    runtime: str
    begun: bool


def juror_hands(judged: Round, juror: Juror) -> list[JurorFilm]:
    """In the juror's own order, without what the office or the makers took away."""
    mine = judged.assignments.filter(juror=juror).standing()
    begun = set(mine.begun().order_by().values_list("pk", flat=True))
    return [
        JurorFilm(
            assignment=given.pk,
            entry=given.entry,
            minutes=(given.entry.runtime_s or 0.0) / 60,
            runtime=given.entry.runtime,
            begun=given.pk in begun,
        )
        for given in mine.select_related("entry__film")
    ]
