"""Messages between the office and the makers of a film. Jurors and the public never meet them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition
from submissions.enums import ThreadState
from submissions.models.entry import Entry


class ThreadQuerySet(models.QuerySet["MessageThread"]):
    def with_news_for(self, person: Any) -> "ThreadQuerySet":
        """Annotates `news`: whether the office has written something that this maker has not looked at."""
        read = ThreadRead.objects.filter(thread=models.OuterRef("thread"), person=person).values("up_to")
        newer = Message.objects.filter(thread=models.OuterRef("pk"), from_desk=True).exclude(
            pk__lte=Coalesce(models.Subquery(read), 0)
        )
        return self.annotate(news=models.Exists(newer))


class MessageThread(models.Model):
    """One matter about one film. `desk_unread`: how many messages of the makers nobody at the desk has opened."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="message_threads")
    subject = models.CharField(_("subject"), max_length=150)
    state = models.CharField(max_length=8, choices=ThreadState, default=ThreadState.OPEN)
    from_desk = models.BooleanField()
    desk_unread = models.PositiveIntegerField(default=0)
    last_from_desk = models.BooleanField()
    last_author_text = models.CharField(max_length=200)
    last_at = models.DateTimeField()
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        indexes = [models.Index(fields=["entry", "-last_at"], name="threads_of_entry")]

    def __str__(self) -> str:
        return self.subject

    @property
    def edition_id(self) -> int:
        """The audit trail files the row under its edition."""
        return self.entry.edition_id

    @property
    def is_open(self) -> bool:
        return self.state == ThreadState.OPEN

    @property
    def wants_answer(self) -> bool:
        """The makers wrote last, and nobody has closed the matter."""
        return self.is_open and not self.last_from_desk


class Message(models.Model):
    """`token`: of the form it was written in, so that a form sent twice writes once."""

    thread = models.ForeignKey(MessageThread, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    author_text = models.CharField(max_length=200)
    from_desk = models.BooleanField()
    text = models.TextField(_("message"), max_length=5000)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(auto_now_add=True)
    file = models.CharField(max_length=80, blank=True, editable=False)
    file_label = models.CharField(max_length=120, blank=True, editable=False)
    file_size = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return self.text[:80]


class ThreadRead(models.Model):
    """How far a maker has read."""

    thread = models.ForeignKey(MessageThread, models.CASCADE, related_name="reads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    up_to = models.BigIntegerField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "person"], name="one_mark_per_thread_and_maker")
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.up_to}"


class CannedText(models.Model):
    """A text that the office writes often, to begin a message with."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="canned_texts")
    title = models.CharField(_("name"), max_length=100)
    text = LocalizedTextField(_("text"), max_length=3000, rows=8)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("ready-made text")
        verbose_name_plural = _("ready-made texts")
        constraints = [models.UniqueConstraint(fields=["edition", "title"], name="one_canned_text_per_name")]

    def __str__(self) -> str:
        return self.title
