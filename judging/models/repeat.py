from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import RepeatState
from judging.models.round import Assignment, Criterion, Round
from judging.querysets import RepeatMarkQuerySet, RepeatQuerySet


class Repeat(models.Model):
    """A film that a juror has confirmed and is shown once more, to learn how far the juror agrees with themself.

    It counts nowhere: no tally, mean, progress or assignment reads this table. Its key comes from the same sequence
    as those of the assignments (migration hidden_repeats), so that an address never tells which of a juror's films it
    is. `number`: under which a round that hides titles shows it. `seed`: of the draw (`judging.repeat_draw`). The first
    marks are those that stood at `drawn_at`. `stretches` and `seconds`: what the player reports of a second viewing,
    which nobody asks for. Film, number and draw never change, and no row goes.
    """

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="repeat")
    number = models.PositiveIntegerField(null=True, editable=False)
    seed = models.CharField(max_length=32, editable=False)
    drawn_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=RepeatState, default=RepeatState.WAITING, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    field_versions = models.JSONField(default=dict, editable=False)
    recent_saves = models.JSONField(default=list, editable=False)
    stretches = models.JSONField(default=list, editable=False)
    seconds = models.PositiveIntegerField(default=0, editable=False)
    heard_at = models.DateTimeField(null=True, editable=False)

    objects = RepeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("repeated film")
        verbose_name_plural = _("repeated films")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RepeatState.WAITING, settled_at__isnull=True)
                | (~Q(state=RepeatState.WAITING) & Q(settled_at__isnull=False)),
                name="settled_repeat_has_date",
            )
        ]

    def __str__(self) -> str:
        return str(self.assignment)

    @property
    def edition_id(self) -> int:
        return self.assignment.edition_id

    @property
    def declined(self) -> bool:
        return self.state == RepeatState.DECLINED


class RepeatMark(models.Model):
    """One mark at the second time, kept as the first ones are (see `Score`): never changed, chained, an empty value
    takes it back. The database writes the last four columns.
    """

    repeat = models.ForeignKey(Repeat, models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    given_at = models.DateTimeField(auto_now_add=True)
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="+", null=True, editable=False, db_index=False
    )
    number = models.PositiveIntegerField(null=True, editable=False)
    giver = models.BigIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, editable=False, default="")

    objects = RepeatMarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mark of a repeated film")
        verbose_name_plural = _("marks of repeated films")
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_repeat_mark_per_link")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
