"""The workshop's refusals."""

from django.utils.translation import gettext_lazy as _

from festival.exceptions import Conflict, FestivalError


class LinkInvalid(FestivalError):
    """The address was not made by us, or was changed."""

    status = 404
    default_message = _("This viewing link is not valid. Open the film again from its page.")


class LinkExpired(FestivalError):
    """The address was good once."""

    status = 410
    default_message = _("This viewing link has expired. Reload the page to go on watching.")


class LinkOfAnother(FestivalError):
    """The address was made for somebody else."""

    status = 403
    default_message = _(
        "This viewing link was made for another person. Sign in and open the film from its page."
    )


class DoorClosed(FestivalError):
    """This person could watch the film, and can no more: taken off it, or it left."""

    status = 403
    default_message = _(
        "You can no longer watch this film. If you think this is a mistake, ask the festival."
    )


class NotPlayable(Conflict):
    """There is nothing to watch yet, or no more."""

    default_message = _("This film cannot be watched at the moment.")


class StillWorking(Conflict):
    """Retrying makes sense only after an end."""

    default_message = _("The workshop is still busy with this film.")


class SubtitlesUnusable(FestivalError):
    """The sent file is no subtitle file that we can show; the message says why and what to send."""

    status = 422
    default_message = _("There are too many subtitle files for this film. Remove one first.")
