"""How a film was made, as its maker declares it; and what a category asks of the making."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from festival.models import Category
from submissions.enums import ConsentKind, DataSource, Extent, PictureOrigin, ProductionStage, RuleKind
from submissions.making import rules as thinking
from submissions.models.entry import Entry

COUNTED = Q(kind__in=[RuleKind.COUNT_AT_LEAST, RuleKind.COUNT_AT_MOST])


class Declaration(models.Model):
    """What is said of the whole film. No row: nothing was said yet; null: not this."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="declaration")
    picture_origin = models.CharField(
        _("pictures made without AI"), max_length=8, choices=PictureOrigin, blank=True
    )
    trained_models = models.BooleanField(_("we trained or fine-tuned a model"), null=True)
    real_people = models.BooleanField(_("AI imitates the likeness or voice of real people"), null=True)
    shown_to_audience = models.BooleanField(_("show it to the audience"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")

    def __str__(self) -> str:
        return str(self.entry)


class StageAnswer(models.Model):
    """One line of the matrix. An empty extent: words were written, but the question is still open."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="stage_answers")
    stage = models.CharField(_("stage of production"), max_length=20, choices=ProductionStage)
    extent = models.CharField(_("extent of AI"), max_length=10, choices=Extent, blank=True)
    human_role = models.CharField(_("what people did"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("stage of production")
        verbose_name_plural = _("stages of production")
        constraints = [
            models.UniqueConstraint(fields=["entry", "stage"], name="one_answer_per_stage"),
            models.CheckConstraint(
                condition=Q(stage__in=ProductionStage.values), name="answer_names_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(extent__in=["", *Extent.values]), name="answer_knows_its_extent"
            ),
        ]
        indexes = [models.Index(fields=["stage", "extent"], name="answers_by_stage_and_extent")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.get_extent_display()}"


class TrainingData(models.Model):
    """A model that was trained or fine-tuned for the film, and on what."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="training_data")
    model = models.CharField(_("model"), max_length=120)
    material = models.CharField(_("trained on"), max_length=300, blank=True)
    source = models.CharField(_("by what right"), max_length=14, choices=DataSource, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    works = models.PositiveBigIntegerField(_("number of works"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("training data")
        verbose_name_plural = _("training data")

    def __str__(self) -> str:
        return self.model


class Consent(models.Model):
    """A person agrees that AI imitates how they look or sound. The document is for maker and programmers only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="consents")
    person = models.CharField(_("person"), max_length=150)
    kind = models.CharField(_("consents to"), max_length=8, choices=ConsentKind)
    document = models.FileField(_("document"), max_length=200)
    original_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.CheckConstraint(condition=~Q(document=""), name="consent_has_document")]

    def __str__(self) -> str:
        return self.person


class MakingRule(models.Model):
    """One thing that a category asks of the making. No stages: all of them."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="making_rules")
    kind = models.CharField(_("rule"), max_length=16, choices=RuleKind)
    stages = ArrayField(
        models.CharField(max_length=20, choices=ProductionStage),
        verbose_name=_("stages of production"),
        default=list,
        blank=True,
    )
    extent = models.CharField(_("extent of AI"), max_length=10, choices=Extent)
    number = models.PositiveSmallIntegerField(_("how many stages"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("rule about the making")
        verbose_name_plural = _("rules about the making")
        constraints = [
            models.CheckConstraint(
                condition=(COUNTED & Q(number__isnull=False)) | (~COUNTED & Q(number__isnull=True)),
                name="making_rule_counts_or_not",
            ),
            models.CheckConstraint(
                condition=Q(stages__contained_by=list(ProductionStage.values)),
                name="making_rule_names_stages",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def rule(self) -> thinking.Rule:
        return thinking.Rule(self.kind, self.extent, tuple(self.stages), self.number)


class KnownTool(models.Model):
    """Suggested while one types. Nobody has to choose from it, and being in it is no praise."""

    name = models.CharField(_("name"), max_length=120)
    vendor = models.CharField(_("vendor"), max_length=80, blank=True)
    suggested = models.BooleanField(_("suggested"), default=True)

    class Meta:
        ordering = [Lower("name")]
        verbose_name = _("known tool")
        verbose_name_plural = _("known tools")
        constraints = [models.UniqueConstraint(Lower("name"), name="one_row_per_known_tool")]

    def __str__(self) -> str:
        return self.name
