from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Category, Edition
from submissions.deadlines import Cut
from submissions.enums import DeadlineCounts, WindowKind

LONGEST_GRACE_MIN = 24 * 60


class CallTerms(models.Model):
    """How an edition's call is kept: grace, caps, fees. Without a row the defaults hold."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="call_terms")
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes of grace"),
        default=0,
        validators=[MaxValueValidator(LONGEST_GRACE_MIN)],
        help_text=_("After a deadline, what was begun in time may still be finished for so long."),
    )
    deadline_counts = models.CharField(
        _("what must meet the deadline"),
        max_length=12,
        choices=DeadlineCounts,
        default=DeadlineCounts.FINISHED,
    )
    entries_per_maker = models.PositiveSmallIntegerField(
        _("films one maker may enter"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In all categories together. Empty: any number. Drafts do not count."),
    )
    fees_on = models.BooleanField(_("entering a film costs a fee"), default=False)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    provider = models.CharField(_("how fees are paid"), max_length=20, default="manual")
    pay_later = models.BooleanField(
        _("films may be submitted before the fee is paid"),
        default=False,
        help_text=_("Otherwise a film is taken only once nothing is due."),
    )
    payment_details = LocalizedTextField(
        _("where to pay"),
        rows=5,
        blank=True,
        help_text=_("The account for transfers, as makers are to read it."),
    )

    class Meta:
        verbose_name = _("terms of the call")
        verbose_name_plural = _("terms of the calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(grace_minutes__lte=LONGEST_GRACE_MIN), name="grace_is_a_day_at_most"
            ),
            models.CheckConstraint(condition=~Q(entries_per_maker=0), name="edition_cap_is_not_nothing"),
        ]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.grace_minutes)

    @property
    def start_counts(self) -> bool:
        return self.deadline_counts == DeadlineCounts.STARTED


class CategoryTerms(models.Model):
    """What the call says of one category beside its deadlines."""

    category = models.OneToOneField(Category, models.CASCADE, related_name="call_terms")
    entries_per_maker = models.PositiveSmallIntegerField(
        _("films one maker may enter"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("terms of a category")
        verbose_name_plural = _("terms of the categories")
        constraints = [
            models.CheckConstraint(condition=~Q(entries_per_maker=0), name="category_cap_is_not_nothing")
        ]

    def __str__(self) -> str:
        return str(self.category)


class Deadline(models.Model):
    """The end of a window of the call. Those of a category stand in place of the edition's, all of them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deadlines")
    category = models.ForeignKey(Category, models.CASCADE, related_name="deadlines", null=True, blank=True)
    kind = models.CharField(_("deadline"), max_length=10, choices=WindowKind)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    fee = models.PositiveIntegerField(_("fee"), default=0)

    class Meta:
        ordering = [models.F("closes_at").asc(nulls_last=True), "pk"]
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"],
                condition=Q(category__isnull=True),
                name="one_deadline_of_a_kind_per_edition",
            ),
            models.UniqueConstraint(
                fields=["category", "kind"],
                condition=Q(category__isnull=False),
                name="one_deadline_of_a_kind_per_category",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def cut(self) -> Cut:
        return Cut(self.kind, self.closes_at, self.fee)
