"""Films that failed in our workshop are the office's to mend: it hears of them in one letter, not in a hundred."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from festival.models import Edition, Letter
from media_pipeline.models import Asset
from submissions import emails
from submissions.workshop.films import entries_of

TOLD_AT_MOST_EVERY = timedelta(hours=4)
TOLD_WITHIN = timedelta(days=3)
OVERLAP = timedelta(seconds=5)
"""A film that fails while a letter is being written must not fall between two letters."""


def tell_failures(now: datetime) -> int:
    """Write to the directors of every edition where films failed since their last letter; returns how many editions.

    A quiet portal costs one query.
    """
    failed = Asset.objects.failed().annotate(failed_at=Max("tries__ended_at"))
    lately = list(failed.filter(failed_at__gt=now - TOLD_WITHIN).defer("probe", "measured", "spec"))
    films: dict[Edition, list[Asset]] = defaultdict(list)
    entries = entries_of(lately)
    for asset in lately:
        if entry := entries.get(asset.pk):
            films[entry.edition].append(asset)
    return sum(_tell(edition, found, now) for edition, found in films.items())


@transaction.atomic
def _tell(edition: Edition, films: list[Asset], now: datetime) -> bool:
    Edition.objects.select_for_update().get(pk=edition.pk)  # two clocks write one letter
    letters = Letter.objects.filter(edition=edition, kind=emails.WORKSHOP_FAILED)
    last = letters.order_by("-pk").values_list("created_at", flat=True).first()
    if last is not None:
        is_news = any(film.failed_at > last - OVERLAP for film in films)  # type: ignore[attr-defined]
        if not is_news or now - last < TOLD_AT_MOST_EVERY:
            return False
    newest_first = sorted(films, key=lambda film: film.failed_at, reverse=True)  # type: ignore[attr-defined]
    return bool(emails.post_workshop_failed(edition, newest_first))
