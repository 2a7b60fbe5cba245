from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import FeedbackState
from judging.models.scorecard import Scorecard


class Feedback(models.Model):
    """A juror's comment for the filmmaker as the office lets it pass: read, perhaps shortened, or kept back.

    The juror's own words stay on the scorecard (`remark`); `text` is what the maker reads, without the juror's name.
    """

    scorecard = models.OneToOneField(Scorecard, models.PROTECT, related_name="feedback")
    state = models.CharField(
        max_length=10, choices=FeedbackState, default=FeedbackState.WAITING, editable=False
    )
    text = models.TextField(_("what the maker reads"), max_length=5000)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    moderated_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(state=FeedbackState.APPROVED),
                name="only_approved_feedback_is_told",
            )
        ]

    def __str__(self) -> str:
        return str(self.scorecard)

    @property
    def edition_id(self) -> int:
        return self.scorecard.edition_id
