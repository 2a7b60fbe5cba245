"""The workshop's states, with their groups attached."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssetState(TextChoices):
    RECEIVED = "received", _("Received")
    CHECKING = "checking", _("Being checked")
    PREPARING = "preparing", _("Being prepared for viewing")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Does not pass the check")
    FAILED = "failed", _("Our workshop failed")


UNDER_WAY = frozenset({AssetState.RECEIVED, AssetState.CHECKING, AssetState.PREPARING})
PLAYING = frozenset({AssetState.PREPARING, AssetState.READY})
ENDED_BADLY = frozenset({AssetState.REFUSED, AssetState.FAILED})


class MasterState(TextChoices):
    """Of a file for the projection: nothing is judged, it is only read."""

    RECEIVED = "received", _("Being read")
    READ = "read", _("Read")
    FAILED = "failed", _("Our workshop failed")


class Step(TextChoices):
    """One task each; the order is the order of a film's way through the workshop.

    CHUNKS is the odd one: a film waits in it while workers encode its pieces, which have tasks of their own.
    """

    CHECK = "check", _("Check")
    PLAY = "play", _("First copy for viewing")
    VERIFY = "verify", _("Look at every picture")
    CHUNKS = "chunks", _("All sizes, in pieces")
    LADDER = "ladder", _("All sizes")


class Outcome(TextChoices):
    """How an attempt at a step ended."""

    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    LOST = "lost", _("Its worker died")


class Cause(TextChoices):
    """Why our workshop failed, as far as it can know; each is a sentence for the office."""

    TIME = "time", _("It took longer than a film of this length may take.")
    SPACE = "space", _("The disk of the workshop is full.")
    MEMORY = "memory", _("The film needed more memory than one film may use.")
    KILLED = "killed", _("The program was stopped from outside.")
    PROGRAM = "program", _("The program that works on films gave up.")
    FILE = "file", _("A file could not be read or written.")
    DATABASE = "database", _("The database was away.")
    DIED = "died", _("The worker died over this film, several times.")
    PORTAL = "portal", _("An error in the portal itself; the worker's log has it.")


OF_THE_HOUSE = frozenset({Cause.SPACE, Cause.FILE, Cause.DATABASE})
"""What would have befallen any film: a disk, a storage, a server. The film waits until it is mended."""


class RenditionKind(TextChoices):
    HLS = "hls", _("Stream")
    POSTER = "poster", _("Poster")
    STORYBOARD = "storyboard", _("Storyboard")


class TrackSource(TextChoices):
    EMBEDDED = "embedded", _("From the film file")
    UPLOADED = "uploaded", _("Sent as a file")


class TrackKind(TextChoices):
    SUBTITLES = "subtitles", _("Subtitles")
    CAPTIONS = "captions", _("For the deaf and hard of hearing")


class TrackState(TextChoices):
    WAITING = "waiting", _("Being read")
    READY = "ready", _("Shown in the player")
    UNUSABLE = "unusable", _("Cannot be shown")


class Severity(TextChoices):
    BLOCKS = "blocks", _("Must be mended")
    WARNS = "warns", _("Please look")
    INFORMS = "informs", _("Good to know")


class Fixity(TextChoices):
    """What became of an original since it came, as far as anybody has looked."""

    INTACT = "intact", _("Unchanged")
    DAMAGED = "damaged", _("Damaged")
    MISSING = "missing", _("Missing")


class UploadState(TextChoices):
    OPEN = "open", _("Arriving")
    FINISHED = "finished", _("Complete")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Cancelled")


class FingerprintKind(TextChoices):
    PICTURE = "picture", _("Picture")
    SOUND = "sound", _("Sound")


class Certainty(TextChoices):
    CERTAIN = "certain", _("Very much alike")
    REVIEW = "review", _("Partly alike")


class LikenessState(TextChoices):
    """What people made of it. A likeness itself decides nothing."""

    OPEN = "open", _("To be looked at")
    SAME_FILM = "same_film", _("The same film")
    ALLOWED = "allowed", _("Alike, and that is in order")
    DIFFERENT = "different", _("Not the same")


class CredentialsState(TextChoices):
    NONE = "none", _("None in the file")
    INVALID = "invalid", _("Invalid: the file or its credentials were changed")
    UNKNOWN_SIGNER = "unknown_signer", _("Valid, signer unknown")
    TRUSTED = "trusted", _("Valid, signer trusted")
    UNREADABLE = "unreadable", _("Could not be read")
