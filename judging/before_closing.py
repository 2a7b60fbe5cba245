"""What the jury room says against closing an edition."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from festival.closing import ask_before_closing
from festival.models import Edition
from judging.enums import RoundState


def open_rounds(edition: Edition) -> Iterator[str]:
    for judged in edition.rounds.filter(state=RoundState.OPEN):
        yield _("The round “%(round)s” is still open.") % {"round": judged}


ask_before_closing("rounds", open_rounds)
