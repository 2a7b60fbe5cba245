"""Declare before the opening how a round counts; the opening fixes it."""

from typing import Any

from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from judging.enums import PeerView, RoundMode, RoundState, TieStep
from judging.models import Round, RoundRules
from judging.models.round_rules import MOST_REPEATS, rules_of
from judging.modes import method_of, mode_of

DECLARED = ("method", "parameters", "tie_ladder", "quorum_scores", "quorum_share", "peers", "hidden_repeats")


def declare_rules(judged: Round, *, by: Any, **wanted: Any) -> RoundRules:
    """Store what the round declares: any of DECLARED. An empty method leaves the choice to the portal."""
    if judged.state != RoundState.DRAFT:
        raise Conflict(_("The round has opened. How it counts is fixed now."))
    declared = rules_of(judged)
    changes = {
        name: [getattr(declared, name), wanted[name]]
        for name in DECLARED
        if name in wanted and wanted[name] != getattr(declared, name)
    }
    for name, (_before, after) in changes.items():
        setattr(declared, name, after)
    _refuse_nonsense(judged, declared)
    declared.save()
    if changes:
        audit.record("round.rules_declared", judged, by=by, changes=changes)
    return declared


def settle_rules(judged: Round) -> RoundRules:
    """On opening: what was left to the portal is chosen now, and written down."""
    declared = rules_of(judged)
    declared.method = method_of(judged)
    _refuse_nonsense(judged, declared)
    declared.save()
    return declared


def _refuse_nonsense(judged: Round, declared: RoundRules) -> None:
    if declared.method and declared.method not in mode_of(judged).methods:
        raise FestivalError(_("A round of this mode cannot be counted by this method."), status=422)
    if declared.peers not in PeerView.values:
        raise FestivalError(_("Say what the jurors see of one another."), status=422)
    most = MOST_REPEATS if judged.mode == RoundMode.SCORED else 0
    if not 0 <= declared.hidden_repeats <= most:
        raise FestivalError(
            _("A scored round shows each juror at most two films again; any other round none."), status=422
        )
    ladder = declared.tie_ladder
    if len(set(ladder)) != len(ladder) or set(ladder) - set(mode_of(judged).tie_steps):
        raise FestivalError(_("Each step of the tie ladder can stand there once."), status=422)
    if TieStep.DRAW in ladder[:-1]:
        raise FestivalError(_("A random draw decides every tie: it can only be the last step."), status=422)
