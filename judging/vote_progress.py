"""How far jurors are with votes: what they have ranked, compared, confirmed; never in which order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from judging.enums import RoundMode, RoundState, Standing
from judging.models import BallotOrder, Juror, PairVote, RankedBallot, Round
from judging.modes.pairwise import enough_for
from judging.vote_enums import BallotState

VOTING = (RoundMode.RANKED, RoundMode.PAIRWISE)


@dataclass
class VoteSteps:
    """Of one round. `given`: jurors who have confirmed a ballot, or compared enough pairs for a scale.

    `touched`: of each juror the films ranked on the newest paper or compared with another.
    """

    given: set[int] = field(default_factory=set)
    touched: dict[int, set[str]] = field(default_factory=dict)

    def standing(self, juror: int, film: object, *, abstained: bool, watched: float) -> str:
        if abstained:
            return Standing.STEPPED_BACK
        if juror in self.given:
            return Standing.DONE
        begun = watched or str(film) in self.touched.get(juror, ())
        return Standing.BEGUN if begun else Standing.WAITING


def vote_steps(rounds: Iterable[Round]) -> dict[int, VoteSteps]:
    """By the round's id, of those rounds that are votes. No query where none is one."""
    votes = {judged.pk: judged for judged in rounds if judged.mode in VOTING}
    steps = {pk: VoteSteps() for pk in votes}
    if not votes:
        return steps
    confirmed = RankedBallot.objects.filter(round__in=votes, state=BallotState.CONFIRMED)
    for pk, juror in confirmed.values_list("round_id", "juror_id"):
        steps[pk].given.add(juror)
    papers = BallotOrder.objects.filter(ballot__round__in=votes).order_by("ballot_id", "-number")
    for pk, juror, tiers in papers.distinct("ballot_id").values_list(
        "ballot__round_id", "ballot__juror_id", "tiers"
    ):
        steps[pk].touched.setdefault(juror, set()).update(film for tier in tiers for film in tier)
    if any(judged.mode == RoundMode.PAIRWISE for judged in votes.values()):
        _add_pairs(votes, steps)
    return steps


def _add_pairs(votes: dict[int, Round], steps: dict[int, VoteSteps]) -> None:
    """The films compared; and who has answered as many questions as the page of pairs asks for."""
    asked: dict[tuple[int, int], set[frozenset[str]]] = {}
    for pk, juror, left, right in PairVote.objects.filter(round__in=votes).values_list(
        "round_id", "juror_id", "left_id", "right_id"
    ):
        pair = frozenset((str(left), str(right)))
        asked.setdefault((pk, juror), set()).add(pair)
        steps[pk].touched.setdefault(juror, set()).update(pair)
    films = Round.objects.filter(pk__in=votes).values_list("pk").annotate(films=Count("round_entries"))
    seats = Juror.objects.filter(jury__in={judged.jury_id for judged in votes.values()}).order_by()
    sizes, chairs = dict(films), dict(seats.values_list("jury").annotate(chairs=Count("pk")))
    for (pk, juror), pairs in asked.items():
        if len(pairs) >= enough_for(sizes[pk], chairs.get(votes[pk].jury_id, 0)):
            steps[pk].given.add(juror)


def votes_given(user: Any) -> set[int]:
    """The open rounds in which this person has given the vote. A handful of queries, or one."""
    seats = set(Juror.objects.of(user).values_list("pk", flat=True))
    mine = Round.objects.filter(state=RoundState.OPEN, mode__in=VOTING, assignments__juror__in=seats)
    return {pk for pk, steps in vote_steps(mine.distinct()).items() if steps.given & seats}
