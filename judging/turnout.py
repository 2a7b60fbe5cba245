"""How many of those who are asked have answered, in the unit that each kind of round counts in. Never a mark."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.enums import RoundMode, RoundState
from judging.models import Assignment, PairVote, RankedBallot, Round, Voter
from judging.progress import percent_done
from judging.vote_enums import BallotState


@dataclass(frozen=True)
class Turnout:
    """`unit` in words; `asked` is 0 where nobody is named who should answer, as in a vote of the audience: there `told`
    says how many have come.
    """

    done: int
    asked: int
    unit: str
    told: str = ""

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.asked) if self.asked else 0


def turnout_of(rounds: Iterable[Round]) -> dict[int, Turnout]:
    """By the round's id: scorecards of films, ballots of jurors, jurors who have answered pairs, or an audience's voters.

    One query; two to three more where votes of jurors are among the rounds, one where an audience's are.
    """
    listed = list(rounds)
    cards = percent_done(listed)
    found = {pk: Turnout(sheet.finished, sheet.assigned, _("scorecards")) for pk, sheet in cards.items()}
    found |= _audiences(judged for judged in listed if judged.mode == RoundMode.PUBLIC)
    votes = {
        judged.pk: judged.mode for judged in listed if judged.mode in (RoundMode.RANKED, RoundMode.PAIRWISE)
    }
    if not votes:
        return found
    asked = _jurors(Assignment.objects.filter(round__in=votes).standing())
    confirmed = RankedBallot.objects.filter(round__in=votes, state=BallotState.CONFIRMED)
    ballots = _jurors(confirmed)
    pairs = RoundMode.PAIRWISE in votes.values()
    answers = _jurors(PairVote.objects.filter(round__in=votes)) if pairs else set()
    voting, sent = Counter(pk for pk, _who in asked), Counter(pk for pk, _who in ballots)
    spoken = Counter(pk for pk, _who in answers | ballots)
    for pk, mode in votes.items():
        ranked = mode == RoundMode.RANKED
        unit = _("ballots") if ranked else _("jurors who have answered")
        found[pk] = Turnout(sent[pk] if ranked else spoken[pk], voting[pk], unit)
    return found


def _audiences(polls: Iterable[Round]) -> dict[int, Turnout]:
    """Nothing is said of a vote that has not begun."""
    begun = {judged.pk: judged.state != RoundState.DRAFT for judged in polls}
    if not begun:
        return {}
    came = Counter(Voter.objects.filter(poll__round__in=begun).values_list("poll__round", flat=True))
    return {
        pk: Turnout(
            came[pk],
            0,
            _("voters"),
            ngettext("%(count)s voter", "%(count)s voters", came[pk]) % {"count": came[pk]} if said else "",
        )
        for pk, said in begun.items()
    }


def _jurors(rows: QuerySet) -> set[tuple[int, int]]:
    return set(rows.order_by().values_list("round_id", "juror_id").distinct())
