"""Refusals with names and good sentences. One handler turns them into a page, a fragment or an API problem."""

from django.utils.translation import gettext_lazy as _


class FestivalError(Exception):
    """Something the portal refuses to do. `message` is shown to people as it is; `status` is the HTTP status.

    `way_out`: an address where the person can put it right, if there is one.
    """

    status = 400
    way_out: object = ""
    default_message = _("That is not possible.")

    def __init__(self, message: object = None, *, status: int | None = None) -> None:
        self.message = self.default_message if message is None else message
        if status is not None:
            self.status = status
        super().__init__(str(self.message))


class Refused(FestivalError):
    """The person may not do this, though they may know that the thing exists."""

    status = 403
    default_message = _("Your role does not allow this.")


class Conflict(FestivalError):
    """The thing is no longer (or not yet) in the state that this needs, often because somebody was faster."""

    status = 409
    default_message = _("This has changed in the meantime. Reload the page and look again.")


class EditionClosed(Conflict):
    """An edition in the archive stays as it is; its director can open it again."""

    default_message = _("This edition is closed. Its director can open it again.")


class MoveNotAllowed(Conflict):
    """A lifecycle has no edge from the present state to the wished one."""


class NotReady(FestivalError):
    """Something is still missing; `problems` lists all of it at once, each a sentence."""

    status = 422
    default_message = _("Something is still missing.")

    def __init__(self, problems: list[object], message: object = None) -> None:
        self.problems = problems
        super().__init__(message)
