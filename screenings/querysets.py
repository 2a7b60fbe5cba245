"""Which ones? The adjectives of the auditorium."""

from typing import TYPE_CHECKING, Any

from django.db import models

from screenings.enums import CLOSED_SCREENINGS, INTERNAL_SESSIONS, ScreeningState, VersionState

if TYPE_CHECKING:
    from festival.models import Edition


class ScreeningQuerySet(models.QuerySet[Any]):
    def placed_in(self, version: Any) -> "ScreeningQuerySet":
        return self.filter(slots__version=version)

    def not_placed_in(self, version: Any) -> "ScreeningQuerySet":
        return self.exclude(slots__version=version)


class ScheduleVersionQuerySet(models.QuerySet[Any]):
    def drafts(self) -> "ScheduleVersionQuerySet":
        return self.filter(state=VersionState.DRAFT)

    def told(self) -> "ScheduleVersionQuerySet":
        """The released one and those it replaced, newest first."""
        return self.exclude(state=VersionState.DRAFT).order_by("-number")

    def released_for(self, edition: "Edition") -> Any:
        """The one released version, or None."""
        return self.filter(edition=edition, state=VersionState.RELEASED).first()


class SlotQuerySet(models.QuerySet[Any]):
    def for_the_audience(self) -> "SlotQuerySet":
        """Of released versions only, promised or called off; never pencilled, closed or internal items."""
        return (
            self.filter(version__state=VersionState.RELEASED)
            .exclude(status=ScreeningState.PENCILLED)
            .exclude(screening__kind__in=CLOSED_SCREENINGS)
            .exclude(screening__session__kind__in=INTERNAL_SESSIONS)
        )

    def confirmed(self) -> "SlotQuerySet":
        return self.filter(status=ScreeningState.CONFIRMED)

    def with_places(self) -> "SlotQuerySet":
        return self.select_related(
            "screen__venue",
            "screening__block",
            "screening__session",
            "screening__edition__festival",
            "version",
        )
