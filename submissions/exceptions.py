"""The entry desk's refusals."""

from django.utils.translation import gettext_lazy as _

from festival.exceptions import Conflict, FestivalError


class CallClosed(Conflict):
    default_message = _("The call for entries is not open.")


class EntryLocked(Conflict):
    default_message = _("This entry has been submitted and can no longer be changed.")


class ChangedElsewhere(Conflict):
    """Another window, another maker or the API has saved this step since the form was opened."""

    default_message = _("This step was changed in another window meanwhile. Nothing of yours is saved yet.")


class FilmLocked(Conflict):
    default_message = _("The film of this entry cannot be replaced now.")


class SubtitlesLocked(Conflict):
    default_message = _("The subtitles of this film can no longer be changed. Please write to the festival.")


class BadFilmFile(FestivalError):
    """What the browser says about the file is enough to refuse it before the first byte."""

    status = 422


class BadStill(FestivalError):
    status = 422
    default_message = _("This is not a picture that we can read. Send a JPEG, PNG or WebP file.")


class BadAttachment(FestivalError):
    status = 422
    default_message = _("Send a PDF, or a JPEG, PNG or WebP picture, up to 5 MB.")


class TooManyMessages(FestivalError):
    status = 429
    default_message = _("You have written many messages within an hour. Please wait for an answer.")


class BadConsent(FestivalError):
    status = 422
    default_message = _("Send the consent as a PDF, or as a JPEG, PNG or WebP picture of it, up to 20 MB.")


class ConsentsLocked(Conflict):
    default_message = _("The consents for this film can no longer be changed. Please write to the festival.")


class BadPressKit(FestivalError):
    status = 422
    default_message = _("The press kit must be a PDF or a ZIP file.")


class AlreadyReleased(Conflict):
    default_message = _("The selection of this edition has already been announced.")


class AlreadySubmitted(Conflict):
    default_message = _("This entry has already been submitted.")


class ExtensionUnknown(FestivalError):
    status = 404
    default_message = _(
        "We do not know this link or code. Look whether all of it has been copied, or ask the festival."
    )


class ExtensionRefused(Conflict):
    """The extension exists, but not (any more) for this person at this time."""


class CodeRefused(FestivalError):
    """A code that does not lower this fee; the sentence says why."""

    status = 422


class TooManyGuesses(FestivalError):
    status = 429
    default_message = _("That were many wrong codes. Try again in an hour, or ask the festival for help.")


class NothingDue(Conflict):
    default_message = _("Nothing is due for this entry.")


class CopyLocked(Conflict):
    default_message = _(
        "The exhibition copy of this film cannot be changed now. Please write to the festival."
    )
