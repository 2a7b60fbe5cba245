"""What is wrong with a ballot, in words."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from festival.percents import percent
from judging.scoring.ballots.ballot import RECUSED, TWICE, UNKNOWN, Problem
from judging.voting.entitlement import Right, Voice


def ballot_problem(problem: Problem, titles: Mapping[str, str]) -> str:
    title = titles.get(problem.film, "")
    if problem.kind == TWICE:
        return _("“%(film)s” stands on the ballot twice.") % {"film": title or _("A film")}
    if problem.kind == UNKNOWN:
        return _("A film on the ballot is not among those of this vote. Reload the page and look again.")
    if problem.kind == RECUSED:
        return _("You cannot rank “%(film)s”: you have no vote on it.") % {"film": title or _("A film")}
    return _("This ballot cannot be counted.")


def ballot_problems(problems: Iterable[Problem], titles: Mapping[str, str]) -> list[str]:
    return [ballot_problem(problem, titles) for problem in problems]


def why_not(right: Right, least: int) -> str:
    """Why a film cannot be ranked by this juror; empty when it can."""
    if right.voice == Voice.STEPPED_BACK:
        return _("You have stepped back from this film.")
    if right.voice == Voice.UNSEEN:
        return _("You have watched %(seen)s of it; it can be ranked from %(least)s on.") % {
            "seen": percent(right.seen),
            "least": percent(least),
        }
    return ""
