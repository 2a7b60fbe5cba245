from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums_funnel import MaybeCounts
from judging.models.round import Round


class QualifyingRules(models.Model):
    """When a film passes a qualifying round: declared before it opens, kept by the database from then on."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="qualifying")
    share_percent = models.DecimalField(
        _("least share of yes, in per cent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(50),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    least_yes = models.PositiveSmallIntegerField(
        _("and at least so many yes"), default=1, validators=[MinValueValidator(1)]
    )
    least_answers = models.PositiveSmallIntegerField(
        _("answers needed"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("With fewer answers the film is discussed."),
    )
    maybe = models.CharField(
        _("a maybe counts"), max_length=8, choices=MaybeCounts, default=MaybeCounts.DISCUSS
    )
    unanimous_no = models.BooleanField(
        _("only a unanimous no puts a film out"),
        default=True,
        help_text=_("Otherwise every film without enough yes is out."),
    )
    comment_with_no = models.BooleanField(_("a no needs a comment"), default=False)

    class Meta:
        verbose_name = _("rule of a qualifying round")
        verbose_name_plural = _("rules of qualifying rounds")
        constraints = [
            models.CheckConstraint(
                condition=Q(share_percent__gte=0, share_percent__lte=100), name="share_of_yes_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(least_yes__gte=1, least_answers__gte=1), name="somebody_must_say_yes"
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def edition_id(self) -> int:
        return self.round.edition_id
