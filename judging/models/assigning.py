from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from festival.enums import Orientation
from festival.models import Category
from judging.enums_assigning import LoadUnit, PlanState
from judging.models.jury import Bloc, Juror
from judging.models.round import Round

MOST_REVIEWS = 60
HIGHEST_LEVEL = 3


class AssignmentRules(models.Model):
    """How the films of a round are handed out. A round without such a row has these defaults."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="assignment_rules")
    reviews_per_film = models.PositiveSmallIntegerField(
        _("jurors per film"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_REVIEWS)],
        help_text=_("Empty: everybody sees everything."),
    )
    balance_by = models.CharField(_("keep even"), max_length=8, choices=LoadUnit, default=LoadUnit.MINUTES)
    within_percent = models.PositiveSmallIntegerField(
        _("how far from even, in per cent"),
        null=True,
        blank=True,
        default=15,
        validators=[MaxValueValidator(100)],
        help_text=_("A juror's share may be this much above or below the others'. Empty: no such rule."),
    )
    heed_languages = models.BooleanField(_("only films in a language the juror understands"), default=True)
    fill_gaps = models.BooleanField(
        _("fill gaps against the rules"),
        default=False,
        help_text=_(
            "Where a film lacks jurors, first the language gives way, then the blocs, then the load."
        ),
    )
    seed = models.PositiveIntegerField(default=0, editable=False)
    """Decides between equals, so that no entrant can foresee the jurors; kept, so that a plan can be made again."""

    class Meta:
        verbose_name = _("rules of assignment")
        verbose_name_plural = _("rules of assignment")
        constraints = [
            models.CheckConstraint(
                condition=Q(reviews_per_film__isnull=True)
                | Q(reviews_per_film__gte=1, reviews_per_film__lte=MOST_REVIEWS),
                name="reviews_per_film_are_some",
            ),
            models.CheckConstraint(
                condition=Q(within_percent__isnull=True) | Q(within_percent__lte=100),
                name="load_within_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def edition_id(self) -> int:
        return self.round.edition_id


class BlocQuota(models.Model):
    """How many jurors of a bloc each film of a round gets, at least and at most."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="bloc_quotas")
    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="quotas")
    least = models.PositiveSmallIntegerField(_("at least"), default=0)
    most = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)

    class Meta:
        verbose_name = _("bloc quota")
        verbose_name_plural = _("bloc quotas")
        constraints = [
            models.UniqueConstraint(fields=["round", "bloc"], name="one_quota_per_bloc_and_round"),
            models.CheckConstraint(
                condition=Q(most__isnull=True) | Q(most__gte=F("least")), name="quota_has_a_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bloc}: {self.least}–{self.most or ''}"

    @property
    def edition_id(self) -> int:
        return self.round.edition_id


class Expertise(models.Model):
    """How much a juror knows of films of a category, or of a format. Nothing said counts as 0."""

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="expertise")
    category = models.ForeignKey(Category, models.CASCADE, related_name="+", null=True, blank=True)
    orientation = models.CharField(max_length=12, choices=Orientation, blank=True)
    level = models.PositiveSmallIntegerField(_("how well"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        constraints = [
            models.UniqueConstraint(fields=["juror", "category"], name="one_expertise_per_category"),
            models.UniqueConstraint(
                fields=["juror", "orientation"],
                condition=~Q(orientation=""),
                name="one_expertise_per_orientation",
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False, orientation="")
                | (Q(category__isnull=True) & ~Q(orientation="")),
                name="expertise_in_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=HIGHEST_LEVEL), name="expertise_has_a_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror}: {self.category or self.get_orientation_display()} {self.level}"

    @property
    def edition_id(self) -> int:
        return self.juror.edition_id


class AssignmentPlan(models.Model):
    """A previewed assignment: who would watch what, and its figures. Nothing of it holds before it is applied.

    `pairs`: for each juror's key (as text) the keys of the round's rows. `facts_sha256`: of all that the plan was
    made from, so that a plan that the world has overtaken is recognised.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="assignment_plans")
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.WAITING, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    percent = models.PositiveSmallIntegerField(default=0)
    keeps = models.BooleanField(default=False)
    """Whether it only adds to what was handed out, and takes nothing away."""
    pairs = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    facts_sha256 = models.CharField(max_length=64, blank=True)
    applied_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("plan of an assignment")
        verbose_name_plural = _("plans of an assignment")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PlanState.APPLIED) | Q(applied_at__isnull=False),
                name="applied_plan_has_date",
            )
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def edition_id(self) -> int:
        return self.round.edition_id
