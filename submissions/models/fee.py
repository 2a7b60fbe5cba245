import secrets
import uuid
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from festival.models import Category, Edition
from submissions.enums import EventOutcome, LedgerKind, WindowKind
from submissions.models.entry import Entry
from submissions.payments.pricing import Discount, Line

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that look like another on a bank's form


def new_reference() -> str:
    """What a maker writes on the transfer: eight letters, a million million of them."""
    drawn = "".join(secrets.choice(LETTERS) for _letter in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class EntryFee(models.Model):
    """The account of one entry. Its balance is the sum of its lines, never stored."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="fee")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entry_fees")
    reference = models.CharField(_("reference"), max_length=12, unique=True, default=new_reference)
    currency = models.CharField(_("currency"), max_length=3)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("entry fee")
        verbose_name_plural = _("entry fees")

    def __str__(self) -> str:
        return self.reference


class FeeCode(models.Model):
    """Takes a share or an amount off the fee: for partners, students, guests."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="fee_codes")
    category = models.ForeignKey(Category, models.CASCADE, related_name="fee_codes", null=True, blank=True)
    code = models.CharField(_("code"), max_length=40)
    percent = models.PositiveSmallIntegerField(
        _("per cent off"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    amount = models.PositiveIntegerField(
        _("amount off"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    uses_allowed = models.PositiveIntegerField(
        _("how many films"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    used = models.PositiveIntegerField(default=0, editable=False)
    per_maker = models.PositiveSmallIntegerField(
        _("films of one maker"), null=True, blank=True, default=1, validators=[MinValueValidator(1)]
    )
    for_email = models.EmailField(_("only for"), blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("fee code")
        verbose_name_plural = _("fee codes")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="one_fee_code_per_word"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True, amount__isnull=False, amount__gte=1)
                | Q(amount__isnull=True, percent__isnull=False, percent__gte=1, percent__lte=100),
                name="fee_code_takes_a_share_or_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(uses_allowed__isnull=True) | Q(used__lte=F("uses_allowed")),
                name="fee_code_is_never_oversold",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def discount(self) -> Discount:
        return Discount(percent=self.percent or 0, amount=self.amount or 0)

    @property
    def is_spent(self) -> bool:
        return self.uses_allowed is not None and self.used >= self.uses_allowed

    def situation_at(self, now: datetime) -> str:
        """One word for the desk: revoked, over, spent, waiting or open."""
        if self.revoked_at is not None:
            return "revoked"
        if self.valid_until is not None and now >= self.valid_until:
            return "over"
        if self.is_spent:
            return "spent"
        return "waiting" if self.valid_from is not None and now < self.valid_from else "open"


class FeeCodeUse(models.Model):
    """The code that an entry uses. One at a time."""

    code = models.ForeignKey(FeeCode, models.PROTECT, related_name="uses")
    fee = models.OneToOneField(EntryFee, models.CASCADE, related_name="code_use")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.code} · {self.fee}"


class LedgerLine(models.Model):
    """One line of an entry's account. The database refuses to change or delete it. Minor units, signed."""

    fee = models.ForeignKey(EntryFee, models.PROTECT, related_name="lines")
    kind = models.CharField(_("kind"), max_length=10, choices=LedgerKind)
    amount = models.IntegerField(_("amount"))
    window = models.CharField(max_length=10, choices=WindowKind, blank=True)
    code = models.ForeignKey(FeeCode, models.PROTECT, related_name="+", null=True)
    provider = models.CharField(max_length=20, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of the ledger")
        verbose_name_plural = _("lines of the ledger")
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=LedgerKind.PAYMENT) & Q(amount__lt=0))
                | (Q(kind=LedgerKind.REFUND) & Q(amount__gt=0))
                | (Q(kind__in=[LedgerKind.CHARGE, LedgerKind.WAIVER]) & ~Q(amount=0)),
                name="ledger_line_has_its_sign",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    @property
    def line(self) -> Line:
        return Line(self.kind, self.amount, by_code=self.code_id is not None)


class Checkout(models.Model):
    """A maker was sent to a provider to pay so much. The webhook comes back with this key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fee = models.ForeignKey(EntryFee, models.PROTECT, related_name="checkouts")
    provider = models.CharField(max_length=20)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return str(self.pk)


class PaymentEvent(models.Model):
    """What a provider told us, once: the same event told again finds this row."""

    provider = models.CharField(max_length=20)
    number = models.CharField(max_length=100)
    checkout = models.ForeignKey(Checkout, models.PROTECT, related_name="events", null=True)
    kind = models.CharField(max_length=10)
    amount = models.IntegerField()
    currency = models.CharField(max_length=100)
    outcome = models.CharField(max_length=10, choices=EventOutcome)
    received_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    settled_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "number"], name="one_row_per_payment_event")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.number}"
