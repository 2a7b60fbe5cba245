import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition
from screenings.enums import (
    CLOSED_SCREENINGS,
    INTERNAL_SESSIONS,
    ScreeningKind,
    ScreeningState,
    SessionKind,
)
from screenings.models.block import Block
from screenings.querysets import ScreeningQuerySet


class Session(models.Model):
    """Something else than films: a panel, a talk, the ceremony."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=16, choices=SessionKind, default=SessionKind.PANEL)
    title = LocalizedTextField(_("title"), max_length=160)
    description = LocalizedTextField(_("description"), max_length=2000, rows=4, blank=True)
    people = models.CharField(
        _("people"), max_length=300, blank=True, help_text=_("Who speaks, separated by commas.")
    )
    duration_min = models.PositiveSmallIntegerField(
        _("length in minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(720)]
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return str(self.title)


class Screening(models.Model):
    """One showing of a block, or one holding of a session. It is an identity: bookings, feeds and links point here;
    where and when it takes place is a Slot in a version of the schedule.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="screenings")
    block = models.ForeignKey(Block, models.PROTECT, related_name="screenings", null=True, blank=True)
    session = models.ForeignKey(Session, models.PROTECT, related_name="screenings", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ScreeningKind, default=ScreeningKind.PREMIERE)
    intro_min = models.PositiveSmallIntegerField(
        _("introduction, in minutes"), default=0, validators=[MaxValueValidator(120)]
    )
    qa_min = models.PositiveSmallIntegerField(
        _("questions and answers, in minutes"), default=0, validators=[MaxValueValidator(180)]
    )
    state = models.CharField(
        max_length=12, choices=ScreeningState, default=ScreeningState.PENCILLED, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        constraints = [
            models.CheckConstraint(
                condition=Q(block__isnull=False, session__isnull=True)
                | Q(block__isnull=True, session__isnull=False),
                name="screening_shows_a_block_or_holds_a_session",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return str(self.block if self.block_id else self.session)

    @property
    def is_public(self) -> bool:
        """Whether an audience may ever hear of it, once it is released."""
        if self.kind in CLOSED_SCREENINGS:
            return False
        return self.session is None or self.session.kind not in INTERNAL_SESSIONS
