"""What the beat does for films in pieces: wake the forgotten ones, clear those of films that have ended."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from media_pipeline import queues
from media_pipeline.chunks import cutting, work
from media_pipeline.enums import UNDER_WAY, Step
from media_pipeline.models import Asset, Chunk

KEPT_FOR_A_RETRY = timedelta(days=1)


def wake_forgotten_chunks(*, most: int = 500) -> int:
    """Make sure that as many messages are on their way as pieces wait; return how many were sent anew."""
    now = timezone.now()
    waiting = Chunk.objects.waiting_at(now).count()
    if not waiting:
        return 0
    queue = queues.queue_of(Step.CHUNKS)
    lost = waiting - queues.lengths([queue])[queue]
    forgotten = Chunk.objects.forgotten_at(now).order_by(F("enqueued_at").asc(nulls_first=True))
    found = forgotten[: max(0, min(most, lost))]
    for chunk in found:
        cutting.send(chunk)
    return len(found)


def clear_leftover_chunks() -> int:
    """Remove the pieces of films that were refused or failed and not tried again for a day; return how many films."""
    long_ago = timezone.now() - KEPT_FOR_A_RETRY
    ended = Asset.objects.exclude(state__in=UNDER_WAY).filter(cut_at__lt=long_ago, chunks__isnull=False)
    films = list(ended.distinct()[:100])
    for asset in films:
        work.clear(asset)
    Asset.objects.filter(pk__in=[film.pk for film in films], laddered_at=None).update(cut_at=None)
    return len(films)
