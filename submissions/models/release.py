from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.models import Edition, Letter
from submissions.enums import ReleaseState


class Release(models.Model):
    """The one act of telling of an edition: planned for an hour, or done at once. At most one is done.

    `released_at` is the instant at which everything changed for everybody; the letters are written afterwards,
    in an order that has nothing to do with what they say (`letters_done_at`).
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="releases")
    state = models.CharField(
        max_length=10, choices=ReleaseState, default=ReleaseState.SCHEDULED, editable=False
    )
    due_at = models.DateTimeField(_("hour"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    set_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, editable=False)
    letters_done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("announcement of the selection")
        verbose_name_plural = _("announcements of the selection")
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(state__in=[ReleaseState.SCHEDULED, ReleaseState.DONE]),
                name="one_release_per_edition",
            ),
            models.CheckConstraint(
                condition=Q(state=ReleaseState.DONE, released_at__isnull=False)
                | (~Q(state=ReleaseState.DONE) & Q(released_at__isnull=True)),
                name="done_release_has_its_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_state_display()}"


class Telling(models.Model):
    """What one person is told by one letter: all their films at once. Number 1 is the first, each next replaces it.

    `told`: {entry id: decision} as it was to be told when the row was written. Until `posted_at` it may still
    change; afterwards the letter is out and only a further number can say something else.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="tellings")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tellings")
    number = models.PositiveSmallIntegerField(default=1)
    told = models.JSONField(default=dict)
    letter = models.OneToOneField(Letter, models.SET_NULL, related_name="telling", null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    posted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "recipient", "number"], name="one_telling_per_person_and_number"
            ),
            models.UniqueConstraint(
                fields=["release", "recipient"],
                condition=Q(posted_at__isnull=True),
                name="one_waiting_telling_per_person",
            ),
        ]
        indexes = [
            models.Index(fields=["release"], condition=Q(posted_at__isnull=True), name="tellings_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.recipient} ({self.number})"


class Rehearsal(models.Model):
    """A dry run of the telling: every letter was rendered, none was written. `problems`: list of {text, person}."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="rehearsals")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    letters = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("dry run")
        verbose_name_plural = _("dry runs")

    def __str__(self) -> str:
        return f"{self.edition}: {self.begun_at:%Y-%m-%d %H:%M}"
