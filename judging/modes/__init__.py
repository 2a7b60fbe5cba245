"""One file a mode: what it wants before opening, what it says on closing, what it counts and how."""

from django.utils.translation import gettext as _

from festival.exceptions import FestivalError
from judging.enums import RoundMode
from judging.models import Round
from judging.models.round_rules import rules_of
from judging.modes import audience, pairwise, qualifying, ranked, scored
from judging.modes.mode import Mode

MODES: dict[str, Mode] = {
    RoundMode.SCORED: scored.MODE,
    RoundMode.RANKED: ranked.MODE,
    RoundMode.QUALIFYING: qualifying.MODE,
    RoundMode.PUBLIC: audience.MODE,
    RoundMode.PAIRWISE: pairwise.MODE,
}


def mode_of(judged: Round) -> Mode:
    """Raises FestivalError for a mode that this portal cannot count."""
    try:
        return MODES[judged.mode]
    except KeyError as error:
        raise FestivalError(_("Rounds of this mode cannot be counted here.")) from error


def method_of(judged: Round) -> str:
    """The declared method; of a draft that leaves it to the portal, the one it would take today."""
    return rules_of(judged).method or mode_of(judged).default_method(judged)
