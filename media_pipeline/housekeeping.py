"""What the beat does in the workshop: wake the forgotten, clear what nobody watches any more."""

import shutil
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count, F
from django.utils import timezone

from media_pipeline import actions, attempts, queues, storage
from media_pipeline.enums import UNDER_WAY, Step
from media_pipeline.models import Asset, Rendition

KEPT_FOR_WATCHERS = timedelta(days=1)
LEFT_ON_THE_BENCH_S = 24 * 3600


def wake_forgotten_films(*, most: int = 500) -> int:
    """Make sure that as many messages are on their way as films wait; return how many were sent anew.

    Any message of a step serves any film that waits for it, so counting is enough: a long queue is left alone.
    """
    now = timezone.now()
    counted = Asset.objects.waiting_at(now).order_by().values_list("step").annotate(films=Count("pk"))
    missing: Counter[str] = Counter()
    for step, films in counted:
        missing[queues.queue_of(Step(step)) if step else ""] += films
    missing.subtract(queues.lengths(name for name in missing if name))
    return sum(_wake(name, min(most, lost), now) for name, lost in missing.items() if lost > 0)


def _wake(queue: str, most: int, now: datetime) -> int:
    """Ask again for the films of one queue that were asked for longest ago ("": those never asked for)."""
    steps = [step for step in Step if queues.queue_of(step) == queue] or [""]
    forgotten = Asset.objects.forgotten_at(now).filter(step__in=steps)
    longest_ago = forgotten.order_by(F("enqueued_at").asc(nulls_first=True))[:most]
    for asset in longest_ago:
        actions.advance(asset)
    return len(longest_ago)


def clear_superseded_renditions() -> int:
    """Remove the files of renditions that were replaced a day ago, and benches that a killed worker left."""
    old = Rendition.objects.filter(superseded_at__lt=timezone.now() - KEPT_FOR_WATCHERS)[:500]
    for rendition in old:
        storage.discard(rendition.prefix)
        rendition.delete()
    for bench in (Path(settings.MEDIA_ROOT) / "work").glob("work-*"):
        if bench.stat().st_mtime < time.time() - LEFT_ON_THE_BENCH_S:
            shutil.rmtree(bench, ignore_errors=True)
    return len(old)


def close_books_of_the_dead() -> int:
    """End what dead workers left open, also where they died a moment after the verdict; return how many attempts."""
    now = timezone.now()
    ended = Asset.objects.exclude(state__in=UNDER_WAY).filter(claimed_until__lt=now)
    ended.update(claimed_by="", claimed_until=None, progress=0)
    return attempts.close_abandoned(now)


def forget_old_attempts() -> int:
    """Keep a season of the diary; older lines tell nothing about the speed of today."""
    return attempts.prune(timezone.now())
