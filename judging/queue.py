"""A juror's list: light lines for counting and ordering, in a fixed number of queries however long it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Count, FloatField, OuterRef, Subquery, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from judging.enums import CardState, RoundState, Standing
from judging.film_numbers import SHOWN_NUMBER
from judging.models import Assignment, Repeat, Round, RoundEntry
from judging.models.round_rules import rules_of
from judging.repeats import repeat_standing


@dataclass(frozen=True)
class Slip:
    """One film on a juror's list. `covered`: how many confirmed scorecards the film has from anybody."""

    pk: int
    round_id: int
    number: int
    position: int
    standing: str
    flag: str
    duration_s: float
    watched_s: int
    covered: int
    calibration: bool = False
    film: Any = None
    """The key of the entry."""
    again: int | None = None
    """Of a film shown a second time (`judging.repeats`) the assignment that it was; its own key is `pk`."""

    @property
    def assignment(self) -> int:
        return self.again or self.pk

    @property
    def done(self) -> bool:
        return self.standing in (Standing.DONE, Standing.STEPPED_BACK)

    @property
    def seconds_left(self) -> float:
        return 0.0 if self.done else max(0.0, self.duration_s - self.watched_s)


@dataclass(frozen=True)
class JurorRound:
    """A round as one juror has it: everything in it, and what comes next."""

    round: Round
    slips: tuple[Slip, ...]

    @property
    def assigned(self) -> int:
        return len(self.slips)

    @property
    def done(self) -> int:
        return sum(slip.done for slip in self.slips)

    @property
    def left(self) -> int:
        return self.assigned - self.done

    @property
    def minutes_left(self) -> int:
        """Whole minutes still to be watched, rounded up."""
        return -int(-sum(slip.seconds_left for slip in self.slips) // 60)

    @property
    def queue(self) -> list[Slip]:
        """What is left: calibration films, then films begun, then the least covered one, so that no-shows leave no holes.

        Films shown a second time stand at the end.
        """
        left = [slip for slip in self.slips if not slip.done]
        return sorted(
            left,
            key=lambda slip: (
                slip.again is not None,
                not slip.calibration,
                slip.standing != Standing.BEGUN,
                slip.covered,
                slip.position,
            ),
        )

    def next_after(self, pk: int) -> Slip | None:
        """What the juror is offered after this film."""
        return next((slip for slip in self.queue if slip.pk != pk), None)

    def neighbours(self, pk: int) -> tuple[Slip | None, Slip | None]:
        """The films before and after this one in the juror's own order."""
        order = [slip.pk for slip in self.slips]
        here = order.index(pk)
        before = self.slips[here - 1] if here else None
        after = self.slips[here + 1] if here + 1 < len(order) else None
        return before, after


def juror_rounds(user: Any) -> list[JurorRound]:
    """The person's rounds that have begun: open ones by deadline, then closed ones, newest first."""
    mine = Assignment.objects.visible_to(user)
    rounds = list(
        Round.objects.begun()
        .filter(pk__in=mine.values("round_id"))
        .select_related("jury", "edition__festival", "declared")
    )
    slips = slips_of(user, rounds)
    rounds.sort(key=lambda judged: (judged.state == RoundState.CLOSED, _deadline(judged), -judged.pk))
    return [JurorRound(judged, tuple(slips.get(judged.pk, ()))) for judged in rounds]


def juror_round(user: Any, judged: Round) -> JurorRound:
    return JurorRound(judged, tuple(slips_of(user, [judged]).get(judged.pk, ())))


def slips_of(user: Any, rounds: Iterable[Round]) -> dict[int, list[Slip]]:
    rounds = list(rounds)
    covered = {
        (row["round_id"], row["entry_id"]): row["cards"]
        for row in Assignment.objects.filter(round__in=rounds)
        .confirmed()
        .values("round_id", "entry_id")
        .annotate(cards=Count("pk"))
    }
    rows = (
        Assignment.objects.visible_to(user)
        .filter(round__in=rounds)
        .annotate(
            number=numbers(),
            calibration=_of_the_row("calibration"),
            duration_s=Cast(measured_seconds(), FloatField()),
        )
        .order_by("round_id", "position", "pk")
        .values(
            "pk",
            "round_id",
            "entry_id",
            "position",
            "number",
            "calibration",
            "duration_s",
            "viewing__seconds",
            "scorecard__state",
            "scorecard__abstained",
            "scorecard__flag",
        )
    )
    slips: dict[int, list[Slip]] = {}
    for row in rows:
        slips.setdefault(row["round_id"], []).append(
            Slip(
                pk=row["pk"],
                round_id=row["round_id"],
                number=row["number"],
                position=row["position"],
                standing=standing_of(
                    row["scorecard__state"],
                    abstained=row["scorecard__abstained"] or False,
                    seen=row["viewing__seconds"],
                ),
                flag=row["scorecard__flag"] or "",
                duration_s=row["duration_s"] or 0.0,
                watched_s=row["viewing__seconds"] or 0,
                covered=covered.get((row["round_id"], row["entry_id"]), 0),
                calibration=row["calibration"] or False,
                film=row["entry_id"],
            )
        )
    _add_repeats(slips, rounds)
    return slips


def _add_repeats(slips: dict[int, list[Slip]], rounds: Iterable[Round]) -> None:
    """Behind the films of the rounds that show some twice. One query, and none where no round does."""
    repeating = [judged.pk for judged in rounds if rules_of(judged).hidden_repeats]
    once = {slip.pk: slip for judged in repeating for slip in slips.get(judged, ())}
    if not once:
        return
    for repeat in Repeat.objects.filter(assignment__in=once).order_by("pk"):
        first = once[repeat.assignment_id]
        standing = repeat_standing(repeat.state, begun=bool(repeat.version or repeat.seconds))
        slips[first.round_id].append(
            replace(
                first,
                pk=repeat.pk,
                again=first.pk,
                number=repeat.number or first.number,
                standing=standing,
                flag="",
                watched_s=repeat.seconds,
                calibration=False,
            )
        )


def numbers() -> Subquery:
    """The number under which a film stands in its round."""
    row = RoundEntry.objects.filter(round=OuterRef("round"), entry=OuterRef("entry"))
    return Subquery(row.annotate(shown=SHOWN_NUMBER).values("shown")[:1])


def _of_the_row(column: str) -> Subquery:
    row = RoundEntry.objects.filter(round=OuterRef("round"), entry=OuterRef("entry"))
    return Subquery(row.values(column)[:1])


def measured_seconds() -> Subquery:
    """Of the film that the round shows."""
    row = RoundEntry.objects.filter(round=OuterRef("round"), entry=OuterRef("entry"))
    return Subquery(
        row.annotate(
            measured=Case(
                When(snapshot__film__isnull=False, then=_span("snapshot__film__probe")),
                default=_span("entry__film__probe"),
            )
        ).values("measured")[:1]
    )


def _span(probe: str) -> KeyTextTransform:
    return KeyTextTransform("span_s", KeyTransform("film", probe))


def standing_of(state: str | None, *, abstained: bool, seen: int | None) -> str:
    if state == CardState.CONFIRMED:
        return Standing.STEPPED_BACK if abstained else Standing.DONE
    return Standing.BEGUN if state or seen else Standing.WAITING


def _deadline(judged: Round) -> float:
    return judged.closes_at.timestamp() if judged.closes_at else float("inf")
