from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from submissions.enums_film import PictureKind
from submissions.models.entry import Entry
from submissions.stills import LARGE, SMALL, still_address


class Picture(models.Model):
    """A still, the poster or the portrait, encoded anew. The first still is also the entry's own `still`."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="pictures")
    kind = models.CharField(max_length=8, choices=PictureKind, default=PictureKind.STILL)
    name = models.CharField(max_length=60, unique=True, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)  # as sent, turned upright; None: not known
    height = models.PositiveIntegerField(null=True, editable=False)
    caption = LocalizedTextField(_("caption"), max_length=300, blank=True)
    alt = LocalizedTextField(_("description for those who cannot see it"), max_length=300, blank=True)
    credit = models.CharField(_("photo credit"), max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=~Q(kind=PictureKind.STILL),
                name="one_poster_and_one_portrait",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.entry}"

    @property
    def url(self) -> str:
        return still_address(self.name, LARGE)

    @property
    def thumb_url(self) -> str:
        return still_address(self.name, SMALL)

    @cached_property
    def is_upright(self) -> bool:
        return bool(self.width and self.height and self.height > self.width)


class PressKit(models.Model):
    """A PDF or ZIP for the press: kept as it came, and only ever sent as a download."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="press_kit")
    name = models.CharField(max_length=60, unique=True, editable=False)
    filename = models.CharField(_("file name"), max_length=150, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    uploaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("press kit")
        verbose_name_plural = _("press kits")

    def __str__(self) -> str:
        return self.filename
