"""What the workshop knows about itself: who is at what, what waits, how fast things go. It only reads."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import redis
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import TruncHour

from media_pipeline import crew, queues
from media_pipeline.crew import Worker
from media_pipeline.enums import Outcome, Step
from media_pipeline.forecast import Pace, wait_s
from media_pipeline.models import Asset, Attempt

LATELY = timedelta(days=14)
"""Attempts that tell how fast the workshop is today."""
_WORK = ExpressionWrapper(F("ended_at") - F("started_at"), output_field=DurationField())
_WAIT = ExpressionWrapper(F("started_at") - F("asked_at"), output_field=DurationField())


@dataclass(frozen=True)
class Hall:
    """The workers, and how many messages wait for them. ``answers`` is False when the queue itself is silent."""

    answers: bool
    workers: list[Worker] = field(default_factory=list)
    messages: dict[str, int] = field(default_factory=dict)

    def hands_for(self, step: str) -> int:
        """How many films can be at this step at once."""
        return crew.hands_for(queues.queue_of(Step(step)), self.workers)

    @property
    def alive(self) -> list[Worker]:
        """Those who spoke within the last moments."""
        return [worker for worker in self.workers if worker.is_alive]


def hall() -> Hall:
    """Ask the queue, for at most a few seconds."""
    try:
        workers = crew.everybody()
        return Hall(True, workers, queues.lengths(queue_names()))
    except redis.RedisError:
        return Hall(False)


def queue_names() -> list[str]:
    """The workshop's queues in the order of a film's way."""
    return list(dict.fromkeys(queues.queue_of(step) for step in Step))


def paces(now: datetime) -> dict[str, Pace]:
    """How fast each step went lately. One query."""
    done = Attempt.objects.filter(outcome=Outcome.DONE, ended_at__gt=now - LATELY).order_by()
    counted = done.values("step").annotate(
        tries=Count("pk"),
        all_work=Sum(_WORK),
        # A piece is not the film, so pieces tell nothing about seconds of film.
        film_s=Sum("film_s", filter=Q(film_s__gt=0) & ~Q(step=Step.CHUNKS)),
    )
    known = {
        row["step"]: Pace(row["tries"], row["film_s"] or 0.0, row["all_work"].total_seconds())
        for row in counted
    }
    return {step.value: known.get(step.value, Pace()) for step in Step}


def waits(now: datetime) -> dict[str, float]:
    """Seconds that films waited for each step within the last day, on average. One query."""
    begun = Attempt.objects.filter(started_at__gt=now - timedelta(days=1), asked_at__isnull=False).order_by()
    counted = begun.values_list("step").annotate(mean=Avg(_WAIT))
    return {step: max(0.0, mean.total_seconds()) for step, mean in counted}


def verdicts_by_hour(now: datetime, *, hours: int = 24) -> list[tuple[datetime, int]]:
    """How many films got their verdict in each of the last hours, oldest first. One query."""
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    first = this_hour - timedelta(hours=hours - 1)
    settled = Asset.objects.filter(settled_at__gte=first).order_by()
    counted = dict(settled.values_list(TruncHour("settled_at")).annotate(films=Count("pk")))
    every = [first + timedelta(hours=number) for number in range(hours)]
    return [(hour, counted.get(hour, 0)) for hour in every]


@dataclass(frozen=True)
class Turn:
    """When a waiting film's turn comes: so many are before it, for about so many seconds (None: nobody can say)."""

    before: int
    wait_s: float | None


def turn(asset: Asset, now: datetime) -> Turn | None:
    """Of a film that waits for a step; None when it does not, or rests. At most two queries, and a look at the crew."""
    rests = asset.rests_until is not None and asset.rests_until > now
    held = asset.claimed_until is not None and asset.claimed_until >= now
    if not asset.is_in_progress or not asset.step or held or rests:
        return None
    before = Asset.objects.lined_up_at(now).filter(step=asset.step).more_urgent_than(asset).count()
    if not before:
        return Turn(0, None)
    return Turn(before, wait_s(before, hall().hands_for(asset.step), paces(now)[asset.step]))


def line(now: datetime) -> dict[UUID, int]:
    """All waiting films, whosever they are, with their places at their steps: 1 is the next. One query."""
    places: dict[UUID, int] = {}
    ends: dict[str, int] = {}
    waiting = Asset.objects.lined_up_at(now).most_urgent_first()
    for pk, step in waiting.values_list("pk", "step"):
        ends[step] = places[pk] = ends.get(step, 0) + 1
    return places
