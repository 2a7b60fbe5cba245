"""What a juror's own archive tells of votes: the places given, under the numbers that the films had."""

from collections.abc import Iterable
from typing import Any

from festival.models import User
from judging.enums import RoundMode
from judging.film_numbers import SHOWN_NUMBER
from judging.models import BallotOrder, PairVote, RankedBallot, Round, RoundEntry


def tell_votes(user: User) -> dict[str, Any]:
    """Of a film no more than its juror was shown: its number in the round."""
    orders = BallotOrder.objects.filter(given_by=user).select_related("ballot__round").order_by("pk")
    pairs = PairVote.objects.filter(given_by=user).select_related("round").order_by("pk")
    rounds = {order.ballot.round_id for order in orders} | {pair.round_id for pair in pairs}
    numbers = {
        (row, str(film)): number
        for row, film, number in RoundEntry.objects.filter(round__in=rounds)
        .annotate(shown=SHOWN_NUMBER)
        .values_list("round_id", "entry_id", "shown")
    }
    return {
        "ballots": [
            {
                "round": str(order.ballot.round),
                "order": [
                    [numbers.get((order.ballot.round_id, film)) for film in tier] for tier in order.tiers
                ],
                "given_at": order.given_at,
            }
            for order in orders
        ],
        "pairs": [
            {
                "round": str(pair.round),
                "left": numbers.get((pair.round_id, str(pair.left_id))),
                "right": numbers.get((pair.round_id, str(pair.right_id))),
                "choice": pair.choice,
                "given_at": pair.given_at,
            }
            for pair in pairs
        ],
    }


def own_ballots(user: User, rounds: Iterable[Round]) -> dict[int, str]:
    """The state of the person's ballot in each vote among these rounds; no query where there is no vote."""
    votes = [judged.pk for judged in rounds if judged.mode in (RoundMode.RANKED, RoundMode.PAIRWISE)]
    if not votes:
        return {}
    mine = RankedBallot.objects.filter(round__in=votes, juror__membership__user=user)
    return dict(mine.values_list("round_id", "state"))
