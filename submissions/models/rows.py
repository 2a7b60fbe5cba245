from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.enums import CreditRole, ProductionStage
from submissions.models.entry import Entry


class Credit(models.Model):
    """One person, team or company in one role; the order is the maker's."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=12, choices=CreditRole, default=CreditRole.DIRECTOR)
    role_text = models.CharField(_("role in your own words"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=150)
    name_other = models.CharField(_("in original script, or also credited as"), max_length=150, blank=True)
    is_team = models.BooleanField(_("a team or company"), default=False)
    films_before = models.CharField(_("earlier films"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("credit")
        verbose_name_plural = _("credits")

    def __str__(self) -> str:
        return f"{self.role_label}: {self.name}"

    @property
    def role_label(self) -> str:
        """The role as it is read: a free one in its maker's words."""
        free = self.role == CreditRole.OTHER and self.role_text
        return self.role_text if free else str(self.get_role_display())

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.name_other})" if self.name_other else self.name


class ToolUse(models.Model):
    """A tool declared for a stage of production, as the maker wrote it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="tool_uses")
    stage = models.CharField(_("stage of production"), max_length=20, choices=ProductionStage)
    tool = models.CharField(_("tool"), max_length=120)
    version = models.CharField(_("version"), max_length=40, blank=True)
    vendor = models.CharField(_("vendor"), max_length=80, blank=True)
    note = models.CharField(_("what it did"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("tool")
        verbose_name_plural = _("tools")

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.name}"

    @property
    def name(self) -> str:
        """Tool and version as one says them."""
        return f"{self.tool} {self.version}".rstrip()
