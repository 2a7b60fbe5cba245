"""What the upload desk refuses, each with its status from the tus specification and a sentence for people."""

from django.utils.translation import gettext_lazy as _

from festival.exceptions import FestivalError


class BadRequest(FestivalError):
    """A header that cannot be understood; the message names it."""


class NotSignedIn(FestivalError):
    status = 401
    default_message = _("Sign in to upload a film.")


class ForeignOrigin(FestivalError):
    status = 403
    default_message = _("Uploads are only accepted from this site's own pages.")


class FinalUpload(FestivalError):
    status = 403
    default_message = _("This film was put together from parts; nothing can be added to it.")


class NoSuchUpload(FestivalError):
    status = 404
    default_message = _("There is no such upload.")


class MethodNotAllowed(FestivalError):
    status = 405
    default_message = _("This address does not know that method.")


class WrongOffset(FestivalError):
    status = 409
    default_message = _(
        "The file does not continue where the stored part ends. Ask for the offset and go on there."
    )


class PartsUnfinished(FestivalError):
    status = 409
    default_message = _("Not all parts have arrived completely.")


class UploadGone(FestivalError):
    status = 410
    default_message = _("This upload was cancelled or has expired. Please begin again.")


class LengthRequired(FestivalError):
    status = 411
    default_message = _("Say how many bytes you send.")


class VersionNotSupported(FestivalError):
    status = 412
    default_message = _("Uploads need the tus protocol, version 1.0.0.")


class TooLarge(FestivalError):
    status = 413
    default_message = _("The file is larger than this portal accepts.")


class WrongContentType(FestivalError):
    status = 415
    default_message = _("The bytes of a file must come as application/offset+octet-stream.")


class Busy(FestivalError):
    status = 423
    default_message = _("This film is being uploaded in another window at the moment.")


class TooManyUploads(FestivalError):
    status = 429
    default_message = _("You have too many unfinished uploads. Finish or cancel one of them first.")


class ChecksumMismatch(FestivalError):
    status = 460
    default_message = _("A part of the file was damaged on its way and was not stored. Please send it again.")


class NoSpace(FestivalError):
    status = 507
    default_message = _(
        "There is no room for a file of this size at the moment. Please tell the festival office."
    )
