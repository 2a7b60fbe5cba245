from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions.granting import ClearanceStatus, MaterialKind
from submissions.models.entry import Entry
from submissions.models.paper import Paper


class Clearance(models.Model):
    """Something in the film that might belong to somebody else, and how it is cleared."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="clearances")
    kind = models.CharField(_("what"), max_length=10, choices=MaterialKind, default=MaterialKind.MUSIC)
    title = models.CharField(_("title or description"), max_length=200)
    holder = models.CharField(_("rights holder"), max_length=200, blank=True)
    status = models.CharField(_("how it is cleared"), max_length=15, choices=ClearanceStatus)
    note = models.CharField(_("note"), max_length=300, blank=True)
    paper = models.OneToOneField(Paper, models.RESTRICT, related_name="clearance", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def is_pending(self) -> bool:
        return self.status == ClearanceStatus.PENDING


class Permissions(models.Model):
    """What the maker allows besides the jury's watching: yes, no, or not answered yet."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="permissions")
    in_person = models.BooleanField(_("screenings in a hall"), null=True)
    online = models.BooleanField(_("online screenings"), null=True)
    excerpts = models.BooleanField(_("excerpts for press and trailer"), null=True)
    archive = models.BooleanField(_("the festival's archive"), null=True)
    excerpt_s = models.PositiveSmallIntegerField(default=0, editable=False)
    nothing_of_others = models.BooleanField(_("nothing of others is used"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("permissions")
        verbose_name_plural = _("permissions")

    def __str__(self) -> str:
        return str(self.entry_id)


class RightsPolicy(models.Model):
    """What an edition asks about rights before it takes an entry. Without a row the defaults hold."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="rights_policy")
    material_required = models.BooleanField(
        _("ask whether anything of others is used"),
        default=False,
        help_text=_("Makers list it, or say that there is nothing. Otherwise the list is optional."),
    )
    licences_required = models.BooleanField(_("a licensed work needs its licence as a file"), default=False)
    pending_allowed = models.BooleanField(
        _("works may still be uncleared at submission"),
        default=True,
        help_text=_("Makers are reminded of them, and you see them at each film."),
    )
    excerpt_s = models.PositiveSmallIntegerField(
        _("longest excerpt, in seconds"), default=60, validators=[MaxValueValidator(3600)]
    )

    class Meta:
        verbose_name = _("rights policy")
        verbose_name_plural = _("rights policies")

    def __str__(self) -> str:
        return str(self.edition_id)
