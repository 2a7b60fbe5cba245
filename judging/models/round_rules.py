from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import PeerView
from judging.models.round import Round

MOST_REPEATS = 2


class RoundRules(models.Model):
    """What a round declares before it opens: how it counts, what breaks a tie, and how many must have answered.

    The database refuses every change once the round has opened (migration 0007). An empty method in a draft means
    that the portal chooses on opening, when it is known who sees which film.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="declared")
    method = models.CharField(_("method"), max_length=40, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    tie_ladder = models.JSONField(default=list, blank=True)
    quorum_scores = models.PositiveSmallIntegerField(
        _("fewest scores for a place"),
        default=0,
        help_text=_("A film with fewer confirmed scores is listed without a place. 0: no such rule."),
    )
    quorum_share = models.PositiveSmallIntegerField(
        _("share of the jury that must have answered, in per cent"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("With fewer the round can still be closed, but says so for good. 0: no such rule."),
    )
    peers = models.CharField(
        _("what jurors see of one another"), max_length=16, choices=PeerView, default=PeerView.NOTHING
    )

    hidden_repeats = models.PositiveSmallIntegerField(
        _("hidden repeats per juror"), default=0, validators=[MaxValueValidator(MOST_REPEATS)]
    )

    class Meta:
        verbose_name = _("rules of a round")
        verbose_name_plural = _("rules of rounds")
        constraints = [
            models.CheckConstraint(condition=Q(quorum_share__lte=100), name="quorum_is_a_percentage"),
            models.CheckConstraint(condition=Q(hidden_repeats__lte=MOST_REPEATS), name="two_repeats_at_most"),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def edition_id(self) -> int:
        return self.round.edition_id


def rules_of(judged: Round) -> RoundRules:
    """What the round has declared; of a draft that has declared nothing yet, the defaults, not stored."""
    try:
        return judged.declared
    except RoundRules.DoesNotExist:
        return RoundRules(round=judged)
