from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.enums import CreditRole, ProductionStage
from submissions.models.entry import Entry


class Credit(models.Model):
    """One person in one role; the order is the maker's."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=12, choices=CreditRole, default=CreditRole.DIRECTOR)
    name = models.CharField(_("name"), max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("credit")
        verbose_name_plural = _("credits")

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"


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
