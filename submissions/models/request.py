from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from submissions.models.entry import Entry

OF_IMPORTED = gettext_noop(
    "Please send your film file, and complete what the other platform did not ask for."
)
"""What is asked of the maker of a film from a table. Nobody wrote it, so each reader is told it in their language."""


class CompletionRequest(models.Model):
    """The festival asks for something: the entry is back with its maker, for the named parts, until it is answered.

    `parts` are names of steps (submissions/steps.py). Of the rows of one entry at most one is open.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="requests")
    parts = ArrayField(models.CharField(max_length=30), verbose_name=_("parts"), default=list, blank=True)
    message = models.TextField(_("what is asked for"), max_length=2000)
    due_on = models.DateField(_("until"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("request to complete an entry")
        verbose_name_plural = _("requests to complete an entry")
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(closed_at__isnull=True), name="one_open_request_per_entry"
            ),
            models.CheckConstraint(condition=~Q(message=""), name="request_says_what_is_asked"),
        ]

    def __str__(self) -> str:
        return self.message[:60]

    @property
    def words(self) -> str:
        """What is asked for, as its reader is to be told it."""
        return gettext(OF_IMPORTED) if self.message == OF_IMPORTED else self.message

    @property
    def is_overdue(self) -> bool:
        """A day counts to its end, on the wall of the festival."""
        today: date = timezone.now().astimezone(self.entry.edition.tz).date()
        return self.closed_at is None and today > self.due_on
