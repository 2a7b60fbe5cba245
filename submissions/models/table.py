from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions.desk_enums import Density


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        """One's own, and what the team shares."""
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedView(models.Model):
    """A question to the table of entries that somebody asks again and again."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="entry_views")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="entry_views")
    name = models.CharField(_("name"), max_length=60)
    shared = models.BooleanField(_("shared with the team"), default=False)
    query = models.TextField(blank=True, help_text=_("Filters and order, as in the address."))
    columns = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(fields=["edition", "owner", "name"], name="one_view_per_name_and_person")
        ]

    def __str__(self) -> str:
        return self.name


class TableHabits(models.Model):
    """How one person likes the table of one edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    columns = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    density = models.CharField(_("density"), max_length=8, choices=Density, default=Density.ROOMY)
    page_size = models.PositiveSmallIntegerField(_("rows a page"), default=50)
    view = models.ForeignKey(SavedView, models.SET_NULL, related_name="+", null=True, blank=True)
    """What opens when the person comes to the table without a question."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "person"], name="one_set_of_habits_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.edition}"
