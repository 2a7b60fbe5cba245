"""How many of those who are asked have answered, in the unit that each kind of round counts in. Never a mark."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from judging.enums import RoundMode
from judging.models import Assignment, PairVote, RankedBallot, Round
from judging.progress import percent_done
from judging.vote_enums import BallotState


@dataclass(frozen=True)
class Turnout:
    """`unit` in words; `asked` is 0 where nobody is named who should answer, as in a vote of the audience."""

    done: int
    asked: int
    unit: str

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.asked) if self.asked else 0


def turnout_of(rounds: Iterable[Round]) -> dict[int, Turnout]:
    """By the round's id: scorecards of films, ballots of jurors, or jurors who have answered pairs.

    One query, and two to three more where votes are among the rounds.
    """
    listed = list(rounds)
    cards = percent_done(listed)
    found = {pk: Turnout(sheet.finished, sheet.assigned, _("scorecards")) for pk, sheet in cards.items()}
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


def _jurors(rows: QuerySet) -> set[tuple[int, int]]:
    return set(rows.order_by().values_list("round_id", "juror_id").distinct())
