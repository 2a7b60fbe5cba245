import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.models import Category, Edition
from submissions.import_enums import ImportState, LineOutcome
from submissions.models.entry import Entry


class ImportedTable(models.Model):
    """A table of films from another system: its columns, what they mean, and how far the work is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="imported_tables")
    name = models.CharField(_("file"), max_length=200)
    source = models.CharField(max_length=40)
    heading = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    """All lines as text; emptied when the work is done, for they are other people's addresses."""
    mapping = models.JSONField(default=dict)
    usual_category = models.ForeignKey(
        Category, models.SET_NULL, verbose_name=_("category where none is named"), null=True, related_name="+"
    )
    day_first = models.BooleanField(_("03/04 is the third of April"), default=False)
    due_on = models.DateField(_("makers send their film until"), null=True)
    writes_letters = models.BooleanField(_("write to the makers"), default=False)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.MATCHING, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("imported table")
        verbose_name_plural = _("imported tables")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ImportState.DONE) | Q(done_at__isnull=False),
                name="imported_table_done_has_time",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        return self.state in (ImportState.QUEUED, ImportState.RUNNING)


class ImportedLine(models.Model):
    """One line of it, and what became of it. `remarks` are codes with parameters (importing/lines.py)."""

    table = models.ForeignKey(ImportedTable, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=100)
    title = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=LineOutcome, editable=False)
    remarks = models.JSONField(default=list)
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="one_row_per_line_of_a_table")
        ]
        indexes = [models.Index(fields=["table", "outcome"])]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class Origin(models.Model):
    """Where an entry came from: its number in the other system, and what that said last.

    `values` are what was entered from there, so that a later table changes only what nobody has changed here since.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="origin")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    source = models.CharField(max_length=40)
    reference = models.CharField(_("number elsewhere"), max_length=100)
    digest = models.CharField(max_length=64)
    values = models.JSONField(default=dict)
    elsewhere = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "source", "reference"], name="one_entry_per_number_elsewhere"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.reference}"
