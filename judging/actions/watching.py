"""How much of a film a juror has watched: what the player tells, as far as it was also sent and the clock allows it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from judging import watching
from judging.actions.duties import refuse_unless_open
from judging.credits_ranges import covered_stretches
from judging.models import Assignment, Viewing
from media_pipeline import spans
from media_pipeline.models import Viewing as SentFilm


def record_watching(assignment: Assignment, reported: Iterable[Sequence[float]]) -> Viewing:
    """Merge stretches of seconds that the player reports. Sending them twice changes nothing.

    A player that reports more than was sent to it, or faster than a film can be played, gets no credit for that.
    """
    film = assignment.entry.film_id
    viewer = assignment.juror.membership.user_id
    duration = assignment.entry.film_facts.duration_s
    with transaction.atomic():
        refuse_unless_open(assignment)
        Viewing.objects.get_or_create(assignment=assignment)
        viewing = Viewing.objects.select_for_update().get(assignment=assignment)
        sent = SentFilm.objects.filter(asset=film, viewer=viewer).first()
        now = timezone.now()
        if sent is not None:
            viewing.stretches = watching.believable(
                viewing.stretches,
                reported,
                duration_s=duration,
                allowance_s=watching.allowance(_elapsed(viewing.heard_at, sent.begun_at, now)),
            )
            viewing.seconds = watching.seconds(watching.both(viewing.stretches, spans.in_seconds(sent.spans)))
        viewing.heard_at = now
        viewing.save(update_fields=["stretches", "seconds", "heard_at", "updated_at"])
    return viewing


def _elapsed(heard_at: datetime | None, begun_at: datetime, now: datetime) -> float:
    """Since the last report, or since the first part of the film was sent; what was told earlier was counted then."""
    return (now - max(heard_at or begun_at, begun_at)).total_seconds()


def watched_percent(assignment: Assignment) -> int | None:
    """How much of the film has been on the juror's screen, or None when its length is not known."""
    viewing = Viewing.objects.filter(assignment=assignment).first()
    return share_watched(viewing, length_to_watch(assignment))


def length_to_watch(assignment: Assignment) -> float:
    """In seconds: the film without what the player covers in this round; 0.0 when it is not known."""
    covered = watching.length(covered_stretches(assignment))
    return max(0.0, assignment.entry.film_facts.duration_s - covered)


def share_watched(viewing: Viewing | None, duration_s: float) -> int | None:
    """In per cent; None when the length is not known."""
    if not duration_s:
        return None
    return min(100, round(100 * (viewing.seconds if viewing else 0) / duration_s))
