"""Refusals of votes and deliberations."""

from django.utils.translation import gettext_lazy as _

from festival.exceptions import Conflict


class BallotConfirmed(Conflict):
    default_message = _("This ballot is confirmed. Open it again to change something.")


class OtherWindow(Conflict):
    default_message = _(
        "Your list was changed in another window or on another device in the meantime. Reload the page and look again."
    )


class NotInSession(Conflict):
    default_message = _("This deliberation is not in session.")
