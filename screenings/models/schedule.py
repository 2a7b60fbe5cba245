from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition
from screenings.enums import ScreeningState, VersionState
from screenings.models.place import Screen
from screenings.models.screening import Screening
from screenings.querysets import ScheduleVersionQuerySet, SlotQuerySet


class ScheduleVersion(models.Model):
    """A schedule: a draft that may be wrong, or a numbered, frozen release."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="schedule_versions")
    state = models.CharField(max_length=12, choices=VersionState, default=VersionState.DRAFT, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, related_name="descendants", null=True, editable=False)
    comment = LocalizedTextField(_("what changed, for the public"), max_length=1000, rows=3, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )

    objects = ScheduleVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("schedule version")
        verbose_name_plural = _("schedule versions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_schedule_per_number"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(state=VersionState.RELEASED),
                name="one_released_schedule_per_edition",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT) | Q(number__isnull=False, released_at__isnull=False),
                name="released_schedule_has_number_and_date",
            ),
        ]

    def __str__(self) -> str:
        if self.number:
            return gettext("Programme %(number)s") % {"number": self.number}
        return self.name or gettext("Draft")

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT


def _only(column: str) -> Func:
    """The range that holds just this number: equality for an exclusion constraint without btree_gist."""
    return Func(
        F(column), F(column), RangeBoundary(inclusive_lower=True, inclusive_upper=True), function="int8range"
    )


class Slot(models.Model):
    """Place and time of a screening in one version. `title` and `entry_ids` are frozen when the version is released."""

    version = models.ForeignKey(ScheduleVersion, models.CASCADE, related_name="slots")
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="slots")
    screen = models.ForeignKey(Screen, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    occupied_until = models.DateTimeField(_("hall free again"))
    during = models.GeneratedField(
        expression=Func(F("starts_at"), F("occupied_until"), RangeBoundary(), function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )
    status = models.CharField(max_length=12, choices=ScreeningState, default=ScreeningState.PENCILLED)
    enforce = models.BooleanField(default=False, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    title = LocalizedTextField(blank=True, editable=False)
    entry_ids = ArrayField(models.UUIDField(), default=list, blank=True, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "screen__position", "pk"]
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints = [
            models.UniqueConstraint(fields=["version", "screening"], name="screening_once_per_version"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at"), ends_at__lte=F("occupied_until")),
                name="slot_starts_before_it_ends",
            ),
            # Drafts may overlap; a released version never promises one screen twice. Deferred, so that two
            # slots may swap places within one transaction.
            ExclusionConstraint(
                name="one_screening_per_screen_and_time",
                expressions=[
                    (_only("version_id"), RangeOperators.OVERLAPS),
                    (_only("screen_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(enforce=True, status=ScreeningState.CONFIRMED),
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screening} @ {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def content(self) -> tuple[Any, ...]:
        """What the public reads about it, in a form that can be compared."""
        return (*sorted(self.title.items()), *map(str, self.entry_ids))
