"""The choices of the desk's own tools: flags, tags, pre-selection, changes to many entries."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FlagColour(TextChoices):
    RED = "red", _("Red")
    YELLOW = "yellow", _("Yellow")
    GREEN = "green", _("Green")


class TagColour(TextChoices):
    """By the names of the colour tokens in tokens.css; a tag is always read as a word too."""

    CALM = "calm", _("Grey")
    BUSY = "busy", _("Blue")
    GOOD = "good", _("Green")
    WARN = "warn", _("Amber")
    BAD = "bad", _("Red")


class Leaning(TextChoices):
    """What a pre-selector thinks of a film. It decides nothing."""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


class BulkState(TextChoices):
    PREPARED = "prepared", _("Looked at, not yet done")
    QUEUED = "queued", _("Waiting for a worker")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class BulkOutcome(TextChoices):
    """What became of one entry in a change to many."""

    WAITING = "waiting", _("To be changed")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Was so already")
    REFUSED = "refused", _("Left as it was")
    RESTORED = "restored", _("Put back")
    KEPT = "kept", _("Changed again since, so left alone")


class Density(TextChoices):
    ROOMY = "roomy", _("Roomy")
    COMPACT = "compact", _("Compact")
