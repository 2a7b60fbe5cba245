"""The jury room's own refusals."""

from django.utils.translation import gettext_lazy as _

from festival.exceptions import Conflict


class RoundNotOpen(Conflict):
    default_message = _("This round is not open. Nothing can be scored now.")


class CardConfirmed(Conflict):
    default_message = _("This scorecard is confirmed. Open it again to change something.")


class SteppedBack(Conflict):
    default_message = _("You have stepped back from this film. Take that back first to score it.")


class ResultsAreOut(Conflict):
    default_message = _("The results are published. What is told can only be corrected by a visible note.")
