from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.enums import Orientation
from festival.localized import LocalizedTextField
from festival.models import Category, Edition, Section
from judging.enums import AwardKind, HonourKind
from judging.models.round import Round
from judging.querysets import HonourQuerySet
from submissions.models import Entry


class Award(models.Model):
    """A prize of an edition: who may win it, and whether it may be shared."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="awards")
    name = LocalizedTextField(_("name"), max_length=120)
    slug = models.SlugField(_("address"))
    description = LocalizedTextField(_("description"), max_length=500, rows=2, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=AwardKind, default=AwardKind.MAIN)
    position = models.PositiveSmallIntegerField(_("order of prestige"), default=0)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="awards",
        null=True,
        blank=True,
        verbose_name=_("only for the category"),
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        related_name="awards",
        null=True,
        blank=True,
        verbose_name=_("only for the section"),
    )
    orientation = models.CharField(
        _("only for the format"), max_length=12, choices=Orientation, default=Orientation.ANY
    )
    criterion_weights = models.JSONField(
        _("weights of its own"),
        default=dict,
        blank=True,
        help_text=_("Which criteria this award looks at. Empty: all, with the weights of the round."),
    )
    ex_aequo = models.BooleanField(_("may be shared"), default=False)
    outside_limit = models.BooleanField(
        _("does not count towards the awards one film may take"), default=False
    )

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="one_award_per_address")]

    def __str__(self) -> str:
        return str(self.name)


class Tally(models.Model):
    """A counted result, frozen: method, inputs with their digest, and what came out. The database keeps it so.

    `result` is a row per film; `facts` is what the method found out besides, such as the severity of each juror.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="tallies")
    version = models.PositiveIntegerField()
    method = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    inputs = models.JSONField()
    inputs_sha256 = models.CharField(max_length=64)
    result = models.JSONField()
    facts = models.JSONField(default=dict)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["round", "-version"]
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="one_tally_per_version")]

    def __str__(self) -> str:
        return f"{self.round} v{self.version}"

    @property
    def edition_id(self) -> int:
        return self.round.edition_id


class Honour(models.Model):
    """An award, or a special mention of it, prepared for a film. Under embargo until the edition's results are out.

    `ex_aequo` repeats the award's permission to be shared, so that the database itself can keep one winner.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="honours")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="honours")
    kind = models.CharField(max_length=16, choices=HonourKind, default=HonourKind.WINNER)
    ex_aequo = models.BooleanField(default=False, editable=False)
    citation = LocalizedTextField(_("citation"), max_length=1000, rows=4, blank=True)
    tally = models.ForeignKey(Tally, models.PROTECT, related_name="honours", null=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = HonourQuerySet.as_manager()

    class Meta:
        ordering = ["award__position", "award__slug", "-kind", "pk"]
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        constraints = [
            models.UniqueConstraint(fields=["award", "entry"], name="film_once_per_award"),
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(kind=HonourKind.WINNER, ex_aequo=False),
                name="one_winner_unless_ex_aequo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.entry}"

    @property
    def edition_id(self) -> int:
        return self.award.edition_id


class Erratum(models.Model):
    """A visible correction of published results: the words stay beside what they correct."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="errata")
    honour = models.ForeignKey(Honour, models.PROTECT, related_name="errata", null=True, blank=True)
    text = LocalizedTextField(_("correction"), max_length=1000, rows=3)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return str(self.text)
