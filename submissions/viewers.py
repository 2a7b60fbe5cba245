"""Who has watched a film, for those who programme: from what was sent to each person (``media_pipeline``'s view log)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q

from festival.durations import format_duration
from festival.phases import ARCHIVE_AFTER_DAYS
from media_pipeline import spans
from media_pipeline.models import Viewing
from submissions.models import Entry

VIEWERS_A_PAGE = 20


@dataclass(frozen=True)
class Viewer:
    """One line of the list. ``stretches``: where each begins and how wide it is, in per cent of the film."""

    name: str
    watched: str
    percent: int
    stretches: list[tuple[str, str]]
    sittings: int
    last_at: datetime


def viewers_of(entry: Entry, page: str | None = None) -> Page:
    """Those who watched the film that the entry has now, the last one first. Two queries, one when there is nobody."""
    seen = Viewing.objects.filter(asset=entry.film_id).select_related("viewer").order_by("-seen_at", "-pk")
    length_s = (entry.film.duration_s if entry.film else None) or 0.0
    shown = Paginator(seen, VIEWERS_A_PAGE).get_page(page)
    shown.object_list = [_viewer(viewing, length_s) for viewing in shown.object_list]
    return shown


def _viewer(viewing: Viewing, length_s: float) -> Viewer:
    inside = spans.clip(viewing.spans, length_s) if length_s else viewing.spans
    return Viewer(
        name=str(viewing.viewer),
        watched=format_duration(round(spans.seconds(inside))),
        percent=round(100 * spans.share(inside, length_s)),
        stretches=[
            (f"{100 * start / length_s:.2f}", f"{100 * (end - start) / length_s:.2f}")
            for start, end in spans.in_seconds(inside)
            if length_s
        ],
        sittings=viewing.sittings,
        last_at=viewing.seen_at,
    )


def forget_viewings(now: datetime) -> int:
    """Remove the view log of editions that have been in the archive for a while, and of films of no edition."""
    kept = settings.VIEW_LOG_KEPT
    ended_before: date = (now - kept - timedelta(days=ARCHIVE_AFTER_DAYS)).date()
    shown = Entry.objects.filter(film__isnull=False)
    old = Q(asset__in=shown.filter(edition__ends_on__lt=ended_before).values("film"))
    loose = ~Q(asset__in=shown.values("film")) & Q(seen_at__lt=now - kept)
    return Viewing.objects.filter(old | loose).delete()[0]
