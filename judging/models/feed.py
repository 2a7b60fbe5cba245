from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.enums import Orientation
from festival.models import Category, Section
from judging.enums_funnel import FeedKind, FeedTies
from judging.models.round import Round


class Feed(models.Model):
    """How a round takes its films from rounds before it. Fixed once one of them has closed: then its result is known.

    `declared_at` beside the closing of the sources tells whether the rule was there before the result.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="feed")
    sources = models.ManyToManyField(Round, through="FeedSource", related_name="feeds")
    kind = models.CharField(_("rule"), max_length=10, choices=FeedKind, default=FeedKind.TOP)
    threshold = models.DecimalField(
        _("from this value on"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    top = models.PositiveSmallIntegerField(
        _("how many films"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
    )
    least = models.PositiveSmallIntegerField(
        _("picked by at least so many rounds"), default=1, validators=[MinValueValidator(1)]
    )
    ties = models.CharField(
        _("films equal at the cut"), max_length=6, choices=FeedTies, default=FeedTies.BOTH
    )
    automatic = models.BooleanField(
        _("as soon as the last of these rounds closes"),
        default=False,
        help_text=_("Otherwise somebody of the office looks first and does it."),
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("only for the category"),
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("only for the section"),
    )
    orientation = models.CharField(
        _("only for the format"), max_length=12, choices=Orientation, default=Orientation.ANY
    )
    language = models.CharField(_("only for the language"), max_length=10, blank=True)
    declared_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("way of films into a round")
        verbose_name_plural = _("ways of films into rounds")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=FeedKind.TOP) | Q(top__gte=1), name="feed_of_the_best_has_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(kind=FeedKind.THRESHOLD) | Q(threshold__isnull=False),
                name="feed_from_a_value_has_one",
            ),
            models.CheckConstraint(condition=Q(least__gte=1), name="feed_needs_a_round"),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def edition_id(self) -> int:
        return self.round.edition_id


class FeedSource(models.Model):
    feed = models.ForeignKey(Feed, models.CASCADE, related_name="links")
    source = models.ForeignKey(Round, models.PROTECT, related_name="fed_into")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["feed", "source"], name="source_once_per_feed")]

    def __str__(self) -> str:
        return f"{self.source} → {self.feed}"


class FeedRun(models.Model):
    """The one act of taking films over: by which rule, from which tallies, what came, who did it. Never changed."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    rule = models.JSONField()
    tallies = models.JSONField()
    taken = models.JSONField()
    by_hand = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    applied_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("films taken over")
        verbose_name_plural = _("films taken over")
        constraints = [models.UniqueConstraint(fields=["feed", "number"], name="one_feed_run_per_number")]

    def __str__(self) -> str:
        return f"{self.feed}: {self.number}"

    @property
    def edition_id(self) -> int:
        return self.feed.edition_id
