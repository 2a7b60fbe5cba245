from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedText, LocalizedTextField
from festival.models import Category, Edition
from submissions import answers
from submissions.asking import Audience, Need, QuestionKind, QuestionState
from submissions.models.entry import Entry
from submissions.models.paper import Paper


class Question(models.Model):
    """Something that one edition asks besides what every festival asks."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="questions")
    key = models.SlugField(
        _("short name"), max_length=50, help_text=_("For tables, exports and programs. Nobody else sees it.")
    )
    kind = models.CharField(_("kind of answer"), max_length=12, choices=QuestionKind)
    state = models.CharField(max_length=8, choices=QuestionState, default=QuestionState.DRAFT, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    label = LocalizedTextField(_("question"), max_length=200)
    help = LocalizedTextField(_("explanation"), max_length=600, rows=2, blank=True)
    wording = LocalizedTextField(_("what is agreed to"), max_length=1500, rows=3, blank=True)
    categories = models.ManyToManyField(
        Category, verbose_name=_("asked in"), related_name="questions", blank=True
    )
    need = models.CharField(_("an answer is needed"), max_length=12, choices=Need, default=Need.OPTIONAL)
    needed_from = models.DateField(_("needed from"), null=True, blank=True)
    audience = models.CharField(
        _("who reads the answers"), max_length=8, choices=Audience, default=Audience.STAFF
    )
    identifies = models.BooleanField(
        _("an answer may tell who made the film"),
        default=True,
        help_text=_("Then jurors read it only in rounds in which the makers are not hidden."),
    )
    longest = models.PositiveIntegerField(_("letters at most"), default=0)
    smallest = models.DecimalField(_("smallest"), max_digits=18, decimal_places=3, null=True, blank=True)
    largest = models.DecimalField(_("largest"), max_digits=18, decimal_places=3, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    unit = LocalizedTextField(_("unit"), max_length=30, blank=True)
    options = models.JSONField(default=list, editable=False)
    most = models.PositiveSmallIntegerField(_("choices at most"), default=0)
    file_types = ArrayField(
        models.CharField(max_length=8), verbose_name=_("file types"), default=list, blank=True
    )
    most_bytes = models.PositiveBigIntegerField(_("largest file"), default=10 * 1024**2)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="one_question_per_key"),
            models.CheckConstraint(
                condition=Q(smallest__isnull=True) | Q(largest__isnull=True) | Q(smallest__lte=F("largest")),
                name="question_smallest_before_largest",
            ),
            models.CheckConstraint(
                condition=~Q(need=Need.DATE) | Q(needed_from__isnull=False), name="question_needed_from_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(kind=QuestionKind.FILE) | Q(audience=Audience.STAFF), name="files_stay_private"
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)

    @cached_property
    def offered(self) -> list[dict[str, Any]]:
        """The options one can choose now, in their order."""
        return [option for option in self.options if not option.get("retired")]

    def option_label(self, key: str) -> str:
        """Also of an option that is offered no longer: what was answered stays readable."""
        label = next((option["label"] for option in self.options if option["key"] == key), None)
        return str(LocalizedText(label)) if label else key

    def ask(self, kept: Any = None) -> answers.Ask:
        """What it accepts, as the pure rules take it. `kept`: the present answer, whose retired options may stay."""
        keys = kept if isinstance(kept, list) else [kept]
        return answers.Ask(
            kind=self.kind,
            longest=self.longest,
            smallest=self.smallest,
            largest=self.largest,
            decimals=self.decimals,
            options=tuple(option["key"] for option in self.offered),
            kept=frozenset(key for key in keys if isinstance(key, str)),
            most=self.most,
        )

    def is_for(self, entry: Entry) -> bool:
        """No query when the categories are prefetched. None named: all."""
        wanted = {category.pk for category in self.categories.all()}
        return not wanted or entry.category_id in wanted

    def is_needed_on(self, today: date, *, selected: bool) -> bool:
        """`selected`: the film is in the selection and everybody knows."""
        if self.need == Need.DATE:
            return self.needed_from is not None and self.needed_from <= today
        return self.need == Need.SUBMISSION or (self.need == Need.SELECTION and selected)

    @property
    def most_mb(self) -> Decimal:
        return Decimal(self.most_bytes) / 1024**2


class Answer(models.Model):
    """One entry's answer to one question. `value` is what submissions/answers.py reads; a file has a paper, too."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    value = models.JSONField()
    paper = models.OneToOneField(Paper, models.RESTRICT, related_name="answer", null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["question__position", "question_id"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["entry", "question"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value}"
