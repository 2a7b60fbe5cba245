"""The office marks where a film names its makers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import FestivalError
from judging.models import CreditsRange, RoundEntry
from media_pipeline.models import Asset

MOST_RANGES = 6


def set_credits(row: RoundEntry, ranges: Sequence[tuple[Decimal, Decimal]], *, by: Any) -> None:
    """Replace the stretches of the film's file; none at all takes them away. Also while the round runs."""
    film = shown_film(row)
    if film is None:
        raise FestivalError(_("This entry has no film."), status=422)
    length = Decimal(str(film.facts.duration_s if film.facts else 0))
    if len(ranges) > MOST_RANGES:
        raise FestivalError(_("Mark six stretches at most."), status=422)
    for start, end in ranges:
        if not 0 <= start < end or (length and start >= length):
            raise FestivalError(_("A stretch runs forward and begins inside the film."), status=422)
    with transaction.atomic():
        CreditsRange.objects.filter(asset=film).delete()
        starts = dict(sorted(ranges))
        CreditsRange.objects.bulk_create(
            CreditsRange(asset=film, starts_s=start, ends_s=end, set_by=by) for start, end in starts.items()
        )
        told = [[str(start), str(end)] for start, end in starts.items()]
        audit.record("round.credits_marked", row.round, by=by, film=str(row.entry), seconds=told)


def shown_film(row: RoundEntry) -> Asset | None:
    """The file that the round shows: the pinned one, or the entry's own."""
    return row.snapshot.film if row.snapshot and row.snapshot.film else row.entry.film
