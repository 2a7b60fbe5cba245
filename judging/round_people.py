"""How far a round's jurors are, with when they were last seen and what they accepted: never a mark."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from judging.models import Assignment, Juror, Round
from judging.progress import Progress
from judging.reminders import Reader
from judging.vote_progress import vote_steps


@dataclass(frozen=True)
class PersonLine:
    """`scored`: films with at least one mark; of a vote, those ranked or compared. Confirmed or not."""

    reader: Reader
    scored: int
    last_seen: datetime | None

    @property
    def juror(self) -> Juror:
        return self.reader.juror

    @property
    def progress(self) -> Progress:
        return self.reader.progress


def people_lines(judged: Round, readers: list[Reader]) -> list[PersonLine]:
    """The same people with what they have left behind in the round. One query, more of a vote."""
    steps = vote_steps([judged]).get(judged.pk)
    traces = {
        row["juror_id"]: row
        for row in Assignment.objects.filter(round=judged)
        .order_by()
        .values("juror_id")
        .annotate(
            watched_at=Max("viewing__updated_at"),
            wrote_at=Max("scorecard__updated_at"),
            scored=Count("pk", filter=Q(scorecard__scores__value__isnull=False), distinct=True),
        )
    }
    if steps:
        voted_at = _voted_at(judged)
        for juror, trace in traces.items():
            trace |= {"scored": len(steps.touched.get(juror, ())), "wrote_at": voted_at.get(juror)}
    return [_line(reader, traces.get(reader.juror.pk, {})) for reader in readers]


def _voted_at(judged: Round) -> dict[int, datetime]:
    """When each juror last ordered or compared films. Two queries."""
    ordered = judged.ballots.order_by().values_list("juror").annotate(at=Max("orders__given_at"))
    compared = judged.pair_votes.order_by().values_list("juror").annotate(at=Max("given_at"))
    moments: dict[int, datetime] = {}
    for juror, at in [*ordered, *compared]:
        if at is not None:
            moments[juror] = max(moments.get(juror, at), at)
    return moments


def _line(reader: Reader, trace: dict[str, object]) -> PersonLine:
    moments = [at for at in (trace.get("watched_at"), trace.get("wrote_at")) if isinstance(at, datetime)]
    return PersonLine(reader, int(str(trace.get("scored") or 0)), max(moments, default=None))
