"""The entry desk's two axes, kept apart: what became of the entry, and what was decided about the film."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    INCOMPLETE = "incomplete", _("Incomplete")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISQUALIFIED = "disqualified", _("Disqualified")


class Decision(TextChoices):
    UNDECIDED = "undecided", _("Undecided")
    LONGLISTED = "longlisted", _("Longlisted")
    SHORTLISTED = "shortlisted", _("Shortlisted")
    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("Reserve")
    NOT_SELECTED = "not_selected", _("Not selected")


FINAL_DECISIONS = frozenset({Decision.SELECTED, Decision.RESERVE, Decision.NOT_SELECTED})
"""What may be told to the makers; the others are stations on the way."""


class CreditRole(TextChoices):
    """In the order of a film's credits. `other` is said in the maker's own words."""

    DIRECTOR = "director", _("Director")
    WRITER = "writer", _("Screenplay")
    PRODUCER = "producer", _("Producer")
    EXECUTIVE = "exec_prod", _("Executive producer")
    COMPANY = "company", _("Production company")
    CAST = "cast", _("Cast and voices")
    AI_ARTIST = "ai_artist", _("AI artist")
    PROMPTS = "prompts", _("Prompts")
    VISUALS = "visuals", _("Visuals")
    CAMERA = "camera", _("Camera")
    ART = "art", _("Art direction")
    ANIMATION = "animation", _("Animation")
    EFFECTS = "vfx", _("Visual effects")
    EDITOR = "editor", _("Editing")
    COLOUR = "colour", _("Colour grading")
    SOUND = "sound", _("Sound design")
    MUSIC = "music", _("Music")
    SUBTITLES = "subtitles", _("Subtitles")
    ADVISER = "adviser", _("Adviser")
    THANKS = "thanks", _("Thanks")
    OTHER = "other", _("Another role")


class Stage(TextChoices):
    """Where the filmmaker sees the entry: derived, never stored."""

    DRAFTING = "drafting", _("Being prepared")
    CHECKING = "checking", _("Film being checked")
    NEEDS_FILM = "needs_film", _("The film needs your attention")
    INCOMPLETE = "incomplete", _("Incomplete")
    IN_CONSIDERATION = "in_consideration", _("In consideration")
    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("On the reserve list")
    NOT_SELECTED = "not_selected", _("Not selected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISQUALIFIED = "disqualified", _("Disqualified")


class ProductionStage(TextChoices):
    """The stages of production of the declaration; the same words as in making/vocabulary.py."""

    SCRIPT = "script", _("Script")
    STORYBOARD = "storyboard", _("Storyboard")
    IMAGE = "image", _("Image")
    VIDEO = "video", _("Video")
    VOICE = "voice", _("Voice")
    MUSIC = "music", _("Music")
    SOUND = "sound", _("Sound")
    EDITING = "editing", _("Editing")
    EFFECTS = "vfx", _("Visual effects")
    SUBTITLES = "subtitles", _("Subtitles")


class ReleaseState(TextChoices):
    """Of the one act of telling: set for an hour, done, called off, or it came to its hour and could not be done."""

    SCHEDULED = "scheduled", _("Scheduled")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Did not happen")


class TodoState(TextChoices):
    OPEN = "open", pgettext_lazy("to-do", "Open")
    DONE = "done", _("Done")
    WAIVED = "waived", _("Not needed")


class TodoAnswer(TextChoices):
    """How a maker answers a to-do."""

    TICK = "tick", _("Mark as done")
    TEXT = "text", _("A message")
    LINK = "link", _("A link to a file")
    ATTENDANCE = "attendance", _("Who comes, and when")


class Extent(TextChoices):
    """How far AI went at a stage of production."""

    NONE = "none", _("Without AI")
    ASSISTED = "assisted", _("AI-assisted")
    GENERATED = "generated", _("AI-generated")


class PictureOrigin(TextChoices):
    """Where those pictures come from that no AI made."""

    FILMED = "filmed", _("Filmed with a camera")
    DRAWN = "drawn", _("Drawn, painted or computer-animated")
    BOTH = "both", _("Both")


class DataSource(TextChoices):
    """By what right a model was trained on works."""

    OWN = "own", _("Our own works")
    LICENSED = "licensed", _("Licensed works")
    PUBLIC_DOMAIN = "public_domain", _("Works in the public domain")
    MIXED = "mixed", _("Several of these")
    UNKNOWN = "unknown", _("Not known to us")


class ConsentKind(TextChoices):
    LIKENESS = "likeness", _("Likeness")
    VOICE = "voice", _("Voice")
    BOTH = "both", _("Likeness and voice")


class RuleKind(TextChoices):
    """What a category may ask of the making; judged by making/rules.py."""

    AT_LEAST = "at_least", _("These stages go at least so far")
    AT_MOST = "at_most", _("These stages go at most so far")
    COUNT_AT_LEAST = "count_at_least", _("At least so many of these stages reach it")
    COUNT_AT_MOST = "count_at_most", _("At most so many of these stages reach it")


class WindowKind(TextChoices):
    """The deadlines of a call, in the order in which they come."""

    EARLY = "early", _("Early deadline")
    REGULAR = "regular", _("Regular deadline")
    LATE = "late", _("Late deadline")
    EXTENDED = "extended", _("Extended deadline")


class DeadlineCounts(TextChoices):
    """What of an upload must lie before the deadline."""

    FINISHED = "finished", _("the finished upload")
    STARTED = "started", _("the beginning of the upload; it may finish within the grace")


class LedgerKind(TextChoices):
    CHARGE = "charge", _("Fee")
    PAYMENT = "payment", _("Payment")
    REFUND = "refund", _("Refund")
    WAIVER = "waiver", _("Waiver")


class EventOutcome(TextChoices):
    """What became of a message of a payment provider."""

    BOOKED = "booked", _("Booked")
    MISMATCH = "mismatch", _("The amount does not fit")
    UNKNOWN = "unknown", _("Belongs to no payment")


class ThreadState(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class MailingState(TextChoices):
    DRAFT = "draft", _("Draft")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    STOPPED = "stopped", _("Stopped")
