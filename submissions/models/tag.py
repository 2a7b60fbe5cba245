from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from festival.models import Edition
from submissions.desk_enums import TagColour
from submissions.models.entry import Entry


class EntryTag(models.Model):
    """A word of the office for a group of films: "ceremony", "family", "ask for subtitles"."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="entry_tags")
    name = models.CharField(_("name"), max_length=40)
    colour = models.CharField(_("colour"), max_length=8, choices=TagColour, default=TagColour.CALM)

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint("edition", Lower("name"), name="one_tag_per_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="tag_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class EntryTagging(models.Model):
    """This film has this tag."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(EntryTag, models.CASCADE, related_name="taggings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["tag__name"]
        constraints = [models.UniqueConstraint(fields=["entry", "tag"], name="one_tagging_per_tag")]

    def __str__(self) -> str:
        return str(self.tag)
