"""What the beat does in the workshop: wake the forgotten, clear what nobody watches any more."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from media_pipeline import actions, storage
from media_pipeline.models import Asset, Rendition

KEPT_FOR_WATCHERS = timedelta(days=1)
LEFT_ON_THE_BENCH_S = 24 * 3600


def wake_forgotten_films(*, most: int = 100) -> int:
    """Ask for the next step of every film whose worker died or whose message was lost; return how many."""
    forgotten = Asset.objects.forgotten_at(timezone.now()).order_by("created_at")[:most]
    for asset in forgotten:
        actions.advance(asset)
    return len(forgotten)


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
