"""The jury room's own refusals."""

from django.utils.translation import gettext_lazy as _

from festival.exceptions import Conflict, FestivalError, Refused


class RoundNotOpen(Conflict):
    default_message = _("This round is not open. Nothing can be scored now.")


class CardConfirmed(Conflict):
    default_message = _("This scorecard is confirmed. Open it again to change something.")


class SteppedBack(Conflict):
    default_message = _("You have stepped back from this film. Take that back first to score it.")


class ResultsAreOut(Conflict):
    default_message = _("The results are published. What is told can only be corrected by a visible note.")


class TermsFirst(Refused):
    default_message = _("Accept your seat and the terms of the jury first. The films are shown after that.")

    def __init__(self, way_out: object = "") -> None:
        self.way_out = way_out
        super().__init__()


class TermsPublished(Conflict):
    default_message = _("This version is published and stays as it is. Write a new version.")


class TermsChanged(Conflict):
    default_message = _("The festival has published another version of the terms. Read it before you accept.")


class NameMissing(FestivalError):
    status = 422
    default_message = _("Accept with your full name.")


class SeatAnswered(Conflict):
    default_message = _("This seat has been answered already. Write to the festival to change that.")
