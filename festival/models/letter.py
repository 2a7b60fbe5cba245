from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from festival.enums import UNSENT, LetterState


class Letter(models.Model):
    """One letter to one person, kept in the outbox before, while and after it is sent.

    `key` says what the letter is about ("decision:<edition>:<person>"): of two with one key only one can be written.
    """

    edition = models.ForeignKey("festival.Edition", models.SET_NULL, related_name="letters", null=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="letters", null=True
    )
    to_email = models.EmailField(_("to"))
    language = models.CharField(max_length=10)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(max_length=150, blank=True, default="")
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(_("delivery"), max_length=12, choices=LetterState, default=LetterState.QUEUED)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(null=True)
    paced = models.BooleanField(default=False)
    sent_at = models.DateTimeField(_("sent"), null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, blank=True, default="")
    again_for = models.ForeignKey("self", models.SET_NULL, related_name="sent_again", null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="one_letter_per_key"),
            models.CheckConstraint(
                condition=~Q(state__in=[LetterState.SENT, LetterState.BOUNCED]) | Q(sent_at__isnull=False),
                name="sent_letter_has_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=models.Q(sent_at__isnull=True), name="letters_unsent"
            ),
            models.Index(fields=["edition", "-id"], name="letters_of_edition"),
            models.Index(
                fields=["not_before", "id"], condition=Q(state__in=sorted(UNSENT)), name="letters_to_send"
            ),
            models.Index(fields=["message_id"], condition=~Q(message_id=""), name="letters_by_message"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_email}"

    @property
    def may_still_be_sent(self) -> bool:
        return self.state in UNSENT


class Bounce(models.Model):
    """What a mail server reported about a letter or an address. `reason` is a code of `festival.bounces`."""

    letter = models.ForeignKey(Letter, models.SET_NULL, related_name="bounces", null=True)
    address = models.EmailField(_("address"))
    permanent = models.BooleanField()
    reason = models.CharField(max_length=30)
    status = models.CharField(max_length=12, blank=True)
    said = models.TextField(blank=True)
    source = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("returned letter")
        verbose_name_plural = _("returned letters")
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=~Q(source=""), name="one_bounce_per_report")
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


class DeadAddress(models.Model):
    """An address that does not accept mail, until somebody says that it does again."""

    address = models.EmailField(_("address"))
    reason = models.CharField(max_length=30)
    said = models.TextField(blank=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-since"]
        verbose_name = _("address that takes no mail")
        verbose_name_plural = _("addresses that take no mail")
        constraints = [models.UniqueConstraint(Lower("address"), name="one_row_per_dead_address")]

    def __str__(self) -> str:
        return self.address


class NoReminders(models.Model):
    """This person wants no reminders. Receipts, decisions and messages reach them all the same."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="no_reminders", primary_key=True
    )
    since = models.DateTimeField(auto_now_add=True)
    said_by = models.CharField(max_length=10, choices=[("link", "link"), ("page", "page")])

    class Meta:
        verbose_name = _("wish for no reminders")
        verbose_name_plural = _("wishes for no reminders")

    def __str__(self) -> str:
        return str(self.person)

    @classmethod
    def wished_by(cls, person: Any) -> bool:
        return person is not None and cls.objects.filter(person=person).exists()
