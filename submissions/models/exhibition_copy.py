from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.models import Master, Upload
from submissions.copy_enums import AT_HAND, CopyKind, CopyState
from submissions.models.entry import Entry


class CopyUpload(models.Model):
    """An upload begun for an exhibition copy. The newest finished one becomes the copy."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="copy_uploads")
    upload = models.OneToOneField(Upload, models.CASCADE, related_name="copy_upload")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.upload)


class ExhibitionCopyQuerySet(models.QuerySet["ExhibitionCopy"]):
    def current(self) -> "ExhibitionCopyQuerySet":
        """One a film at most."""
        return self.exclude(state=CopyState.GONE)

    def at_hand(self) -> "ExhibitionCopyQuerySet":
        """Current, and no other is asked for."""
        return self.filter(state__in=AT_HAND)


class ExhibitionCopy(models.Model):
    """What is projected of a selected film: a file that lies here as it came, or a link to where it lies.

    Accepted, it is the festival's to show, and its maker cannot change it any more. `reason`: why another is asked
    for. Of a copy that was replaced or removed only the row stays; the trail tells what it was.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="exhibition_copies")
    kind = models.CharField(max_length=4, choices=CopyKind, editable=False)
    state = models.CharField(max_length=8, choices=CopyState, default=CopyState.SENT, editable=False)
    master = models.OneToOneField(
        Master, models.PROTECT, related_name="exhibition_copy", null=True, editable=False
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    passphrase = models.CharField(_("pass phrase"), max_length=200, blank=True)
    expires_on = models.DateField(_("the link works until the end of"), null=True, blank=True)
    note = models.CharField(_("a word about it"), max_length=1000, blank=True)
    reason = models.TextField(blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = ExhibitionCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("exhibition copy")
        verbose_name_plural = _("exhibition copies")
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=~Q(state=CopyState.GONE), name="one_present_copy_per_film"
            ),
            models.CheckConstraint(
                condition=Q(state=CopyState.GONE, master__isnull=True, url="", passphrase="")
                | (~Q(state=CopyState.GONE) & Q(kind=CopyKind.FILE, master__isnull=False, url=""))
                | (~Q(state=CopyState.GONE) & Q(kind=CopyKind.LINK, master__isnull=True) & ~Q(url="")),
                name="copy_is_a_file_or_a_link",
            ),
            models.CheckConstraint(
                condition=~Q(state=CopyState.WANTED) | ~Q(reason=""),
                name="another_copy_is_asked_for_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CopyState.ACCEPTED, CopyState.WANTED]) | Q(settled_at__isnull=False),
                name="copy_looked_at_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        """A file's name, or where a link leads: never the link itself, which may hold a secret."""
        return self.master.original_name if self.master else urlsplit(self.url).hostname or str(self.entry)

    @property
    def edition_id(self) -> int:
        return self.entry.edition_id

    @property
    def is_file(self) -> bool:
        return self.kind == CopyKind.FILE

    @property
    def tone(self) -> str:
        """Of its badge."""
        return {CopyState.SENT: "busy", CopyState.WANTED: "warn"}.get(CopyState(self.state), "")

    def has_expired_on(self, today: date) -> bool:
        """The link's last day is over."""
        return self.expires_on is not None and self.expires_on < today
