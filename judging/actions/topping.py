"""One more juror for a film: when somebody drops out or steps aside, and at the cut line. Begun work stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from judging.assignable import parties_of, tables_with
from judging.assigning.one_more import Topping
from judging.assigning.problem import for_everybody
from judging.assigning.tables import Bools
from judging.enums import RoundState
from judging.film_numbers import shown_numbers
from judging.models import Assignment, Juror, Round
from submissions.models import Entry


@dataclass(frozen=True)
class Handed:
    """What was handed out, and how many jurors each film still lacks because nobody is free for it."""

    made: tuple[Assignment, ...]
    short: dict[UUID, int]


def top_up(judged: Round, films: Iterable[Entry], *, extra: int = 1, by: Any, reason: str = "") -> Handed:
    """`extra` further jurors for each of these films of the round: the least loaded who may see it and have not.

    A conflict, a language or a personal limit is never overridden; films for which nobody is left are in `short`.
    Not for closed rounds (Conflict). Twice gives twice as many.
    """
    if not 1 <= extra <= 60:
        raise FestivalError(_("Ask for 1 to 60 further jurors."), status=422)
    with transaction.atomic():
        locked_round(judged)
        handed = Handing(judged).give({film.pk: extra for film in films})
        if handed.made:
            audit.record(
                "round.topped_up",
                judged,
                by=by,
                note=reason[:300],
                count=len(handed.made),
                films=sorted({str(made.entry_id) for made in handed.made}),
            )
    return handed


def reassign(assignment: Assignment, *, by: Any, reason: str) -> Assignment | None:
    """Give this film of this juror's to somebody else: the new assignment, or None when nobody is free or needed.

    The old one goes if nobody has begun it; begun work stays where it is (a recusal keeps it from counting).
    Record the recusal or the stepping back first: then the film cannot come back to the same person.
    """
    with transaction.atomic():
        locked_round(assignment.round)
        made = _hand_on(assignment.round, assignment.juror, [assignment.entry_id], by=by, reason=reason).made
    return made[0] if made else None


def hand_on(juror: Juror, *, by: Any, reason: str, judged: Round | None = None) -> Handed:
    """The juror drops out: what he or she has not begun goes to the others, in one round or all that are not closed."""
    rounds = Round.objects.filter(assignments__juror=juror).exclude(state=RoundState.CLOSED)
    if judged is not None:
        rounds = rounds.filter(pk=judged.pk)
    made: list[Assignment] = []
    short: dict[UUID, int] = {}
    with transaction.atomic():
        for one in rounds.distinct().order_by("pk"):
            locked_round(one)
            mine = one.assignments.filter(juror=juror).untouched()
            films = list(mine.order_by("position").values_list("entry_id", flat=True))
            handed = _hand_on(one, juror, films, by=by, reason=reason)
            made += handed.made
            short |= handed.short
    return Handed(tuple(made), short)


def _hand_on(judged: Round, juror: Juror, films: list[UUID], *, by: Any, reason: str) -> Handed:
    """Take the untouched ones away and find others, as far as the film then has fewer than the round wants."""
    gone = judged.assignments.filter(juror=juror, entry__in=films).untouched()
    count, _details = gone.delete()
    handing = Handing(judged, without=juror)
    handed = handing.give({film: 1 for film in films if handing.lacks(film)})
    handed = Handed(
        handed.made, {film: count for film, count in handed.short.items() if handing.counts(film)}
    )
    if films:
        audit.record(
            "round.handed_on",
            judged,
            by=by,
            before=str(juror),
            after=", ".join(sorted({str(made.juror) for made in handed.made})),
            note=reason.replace("\x00", "").strip()[:300],
            taken_away=count,
            count=len(handed.made),
            films=sorted(map(str, films)),
        )
    return handed


class Handing:
    """The round as it stands, and one more juror for this film or that."""

    def __init__(self, judged: Round, *, without: Juror | None = None) -> None:
        self.judged = judged
        self.parties = parties_of(judged, only_personal_limits=True)
        self.tables, held = tables_with(self.parties)
        self.topping = Topping(self.tables, held)
        self.rows = {film.key: number for number, film in enumerate(self.parties.problem.films)}
        self.avoid: Bools = np.array(
            [without is not None and seat.key == str(without.pk) for seat in self.parties.problem.jurors],
            dtype=bool,
        )

    def lacks(self, film: UUID) -> bool:
        """Whether fewer jurors than wanted hold the film, the one who hands on not counted."""
        row = self.rows.get(str(film))
        if row is None:
            return False
        return int((self.topping.held[row] & ~self.avoid).sum()) < int(self.tables.wanted[row])

    def counts(self, film: UUID) -> bool:
        """Whether the film is to have a number of jurors, and not simply everybody."""
        problem = self.parties.problem
        return not for_everybody(problem.films[self.rows[str(film)]], problem.rules)

    def give(self, wanted: dict[UUID, int]) -> Handed:
        """Longest films first, so that the short ones even out the rest."""
        made, short = [], {}
        known = {film: count for film, count in wanted.items() if str(film) in self.rows}
        for film in sorted(known, key=lambda film: -self.tables.minutes[self.rows[str(film)]]):
            for given in range(known[film]):
                column = self.topping.add(self.rows[str(film)], avoid=self.avoid)
                if column is None:
                    short[film] = known[film] - given
                    break
                made.append((int(self.parties.problem.jurors[column].key), film))
        return Handed(self.write(made), short)

    def write(self, pairs: list[tuple[int, UUID]]) -> tuple[Assignment, ...]:
        place = shown_numbers(self.judged)
        seats = Juror.objects.in_bulk({juror for juror, _film in pairs})
        rows = Assignment.objects.bulk_create(
            Assignment(
                round=self.judged,
                juror=seats[juror],
                entry_id=film,
                position=place[str(film)],
            )
            for juror, film in pairs
        )
        return tuple(rows)


def locked_round(judged: Round) -> None:
    """Nobody scores, closes or hands out while this runs; a closed round is refused."""
    present = Round.objects.select_for_update(no_key=True).get(pk=judged.pk)
    if present.state == RoundState.CLOSED:
        raise Conflict(_("This round is closed. Nobody can be assigned any more."))
