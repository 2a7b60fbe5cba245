from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition
from judging.enums import Blindness, RoundMode, RoundState
from judging.models.jury import Juror, Jury
from judging.querysets import AssignmentQuerySet, RoundQuerySet
from judging.veil_fields import VeilField, shown_fields
from submissions.models import Entry, Snapshot


class Round(models.Model):
    """One pass of a jury over films. What it asks is frozen when it opens, what it heard when it closes."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rounds")
    jury = models.ForeignKey(Jury, models.PROTECT, related_name="rounds")
    name = LocalizedTextField(_("name"), max_length=120)
    mode = models.CharField(_("mode"), max_length=12, choices=RoundMode, default=RoundMode.SCORED)
    state = models.CharField(max_length=8, choices=RoundState, default=RoundState.DRAFT, editable=False)
    blindness = models.CharField(
        _("what jurors see"), max_length=14, choices=Blindness, default=Blindness.OPEN
    )
    veil_fields = ArrayField(
        models.CharField(max_length=20, choices=VeilField),
        verbose_name=_("fields shown"),
        default=list,
        blank=True,
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    min_watched_percent = models.PositiveSmallIntegerField(
        _("smallest share to be watched, in per cent"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("A juror can confirm a film only after watching this much of it. 0: no such rule."),
    )
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    entries = models.ManyToManyField(Entry, through="RoundEntry", related_name="rounds")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RoundState.DRAFT) | Q(opened_at__isnull=False), name="opened_round_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CLOSED) | Q(closed_at__isnull=False),
                name="closed_round_has_date",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(opens_at__lt=F("closes_at")),
                name="round_opens_before_it_closes",
            ),
            models.CheckConstraint(condition=Q(min_watched_percent__lte=100), name="watched_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def shown_fields(self) -> frozenset[str]:
        """What of a film its jurors see besides the film itself."""
        return shown_fields(self.blindness, self.veil_fields)

    @property
    def hides_makers(self) -> bool:
        return VeilField.MAKERS not in self.shown_fields

    @property
    def has_begun(self) -> bool:
        """Whether its opening time, if it has one, has come."""
        return self.opens_at is None or self.opens_at <= timezone.now()

    @property
    def takes_scores(self) -> bool:
        """Open, and between its two times."""
        before_deadline = self.closes_at is None or timezone.now() < self.closes_at
        return self.state == RoundState.OPEN and self.has_begun and before_deadline


class RoundEntry(models.Model):
    """A film in a round. `number`: under which a round that hides titles shows it, drawn by lot on opening; never
    changed then (migration "numbers_by_lot").

    `snapshot` is the version that its jurors see, from the opening on; None in a round opened before versions were
    kept: then they see the entry as it is. A calibration film is shown to all jurors, and first.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="round_entries")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="round_entries")
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, editable=False)
    calibration = models.BooleanField(_("calibration film"), default=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="round_entries", null=True)
    moved_at = models.DateTimeField(null=True)
    moved_because = models.CharField(_("reason"), max_length=300, blank=True)
    film_changed = models.BooleanField(default=False)
    is_anchor = models.BooleanField(_("given to everybody"), default=False)
    reviews_wanted = models.PositiveSmallIntegerField(
        _("jurors for this film"), null=True, blank=True, help_text=_("Empty: as the round has it.")
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "entry"], name="film_once_per_round"),
            models.UniqueConstraint(fields=["round", "position"], name="one_film_per_number"),
            models.UniqueConstraint(fields=["round", "number"], name="one_film_per_drawn_number"),
            models.CheckConstraint(
                condition=Q(moved_at__isnull=True, moved_because="")
                | (Q(moved_at__isnull=False, snapshot__isnull=False) & ~Q(moved_because="")),
                name="moved_film_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.entry}"


class Criterion(models.Model):
    """One question of the scorecard. `key` lets an award of its own weights find it again in any round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria")
    key = models.SlugField(_("key"), max_length=40)
    name = LocalizedTextField(_("name"), max_length=80)
    hint = LocalizedTextField(_("hint"), max_length=300, rows=2, blank=True)
    weight = models.DecimalField(
        _("weight"), max_digits=6, decimal_places=2, default=1, validators=[MinValueValidator(Decimal(0))]
    )
    lowest = models.DecimalField(_("lowest mark"), max_digits=6, decimal_places=2, default=0)
    highest = models.DecimalField(_("highest mark"), max_digits=6, decimal_places=2, default=10)
    step = models.DecimalField(_("step"), max_digits=6, decimal_places=2, default=1)
    counts = models.BooleanField(
        _("counts"), default=True, help_text=_("Otherwise it is only asked and shown.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="one_criterion_per_key"),
            models.CheckConstraint(condition=Q(lowest__lt=F("highest")), name="criterion_has_a_range"),
            models.CheckConstraint(condition=Q(step__gt=0), name="criterion_has_a_step"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="criterion_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def edition_id(self) -> int:
        return self.round.edition_id

    def marks(self) -> list[Decimal]:
        """Every mark that may be given, from the lowest to the highest."""
        count = int((self.highest - self.lowest) / self.step)
        return [self.lowest + self.step * number for number in range(count + 1)]


class Assignment(models.Model):
    """This juror is to see this film in this round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments")
    juror = models.ForeignKey(Juror, models.PROTECT, related_name="assignments")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="assignments")
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "juror", "entry"], name="film_once_per_juror_and_round")
        ]

    def __str__(self) -> str:
        return f"{self.juror}: {self.entry}"

    @property
    def edition_id(self) -> int:
        return self.round.edition_id
