"""The choices of tables that come from elsewhere."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    MATCHING = "matching", _("Columns to be matched")
    LOOKED_AT = "looked_at", _("Looked at, not yet entered")
    QUEUED = "queued", _("Waiting for a worker")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")


class LineOutcome(TextChoices):
    """What is to become of a line, and after the work what became of it."""

    TO_ENTER = "to_enter", _("To be entered")
    TO_CHANGE = "to_change", _("To be brought up to date")
    SAME = "same", _("Here already, unchanged")
    REFUSED = "refused", _("Not entered")
    ENTERED = "entered", _("Entered")
    CHANGED = "changed", _("Brought up to date")


OPEN_LINES = (LineOutcome.TO_ENTER, LineOutcome.TO_CHANGE)
