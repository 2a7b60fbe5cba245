from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.jury import Juror
from judging.people_enums import FindKind, FindState, FindStrength
from submissions.models import Entry


class ConflictFind(models.Model):
    """Something of a juror that was found with a film: a question for the office, never a verdict.

    `ours` is what the seat says, `theirs` what the film says, `place` where the film says it (a role, "link", …).
    What the office answered is kept, and a search never asks it again.
    """

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="conflict_finds")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="conflict_finds")
    kind = models.CharField(max_length=8, choices=FindKind)
    strength = models.CharField(max_length=5, choices=FindStrength)
    how = models.CharField(max_length=20)
    ours = models.CharField(max_length=200)
    theirs = models.CharField(max_length=200)
    place = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=8, choices=FindState, default=FindState.OPEN, editable=False)
    found_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["strength", "juror", "entry", "pk"]
        verbose_name = _("possible conflict")
        verbose_name_plural = _("possible conflicts")
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "entry", "kind", "ours", "theirs"], name="one_find_per_pair_of_words"
            ),
            models.CheckConstraint(
                condition=Q(state=FindState.OPEN, answered_at__isnull=True)
                | (~Q(state=FindState.OPEN) & Q(answered_at__isnull=False)),
                name="answered_find_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror} / {self.entry}: {self.ours} = {self.theirs}"

    @property
    def edition_id(self) -> int:
        return self.entry.edition_id
