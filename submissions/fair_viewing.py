"""The statement of fair viewing: how many people watched a film and how much of it, where the festival says so.

Never before the announcement, never a name, and only for two people or more: of one viewer it would be a report.
The seconds are those that were sent (media_pipeline's view log), as long as that log is kept.
"""

from dataclasses import dataclass

from festival.enums import Role
from festival.models import Membership
from media_pipeline import spans
from media_pipeline.models import Viewing
from submissions.models import AfterSelection, Entry

LEAST_VIEWERS = 2
LEAST_SECONDS = 5.0
WATCHERS = (Role.JUROR, Role.PROGRAMMER, Role.DIRECTOR)


@dataclass(frozen=True)
class FairViewing:
    """`percent`: of the film, by all of them together."""

    viewers: int
    percent: int


def fair_viewing(entry: Entry) -> FairViewing | None:
    """None where nothing may be said. Three queries at most, none before the announcement."""
    if not entry.selection_is_told or entry.film is None or not entry.film.duration_s:
        return None
    if not AfterSelection.objects.filter(edition=entry.edition_id, fair_viewing=True).exists():
        return None
    team = Membership.objects.filter(edition=entry.edition_id, role__in=WATCHERS, user__isnull=False)
    log = Viewing.objects.filter(asset=entry.film_id, viewer__in=team.values("user"))
    seen = [viewing.spans for viewing in log if viewing.seconds >= LEAST_SECONDS]
    if len(seen) < LEAST_VIEWERS:
        return None
    together = spans.merge([span for stretches in seen for span in stretches])
    share = spans.share(spans.clip(together, entry.film.duration_s), entry.film.duration_s)
    return FairViewing(len(seen), min(100, round(100 * share)))
