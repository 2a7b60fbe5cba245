"""What a juror does with a ballot: order the films, confirm, open again until the round closes."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.exceptions import FestivalError, NotReady
from festival.percents import percent
from judging.enums import RoundMode
from judging.exceptions import RoundNotOpen
from judging.film_numbers import shown_numbers
from judging.lifecycle import ballot_state
from judging.models import BallotOrder, Juror, RankedBallot, Round
from judging.modes import method_of
from judging.scoring.ballots.ballot import Ballot, problems_of
from judging.vote_enums import BallotState, UnseenRule, VoteMethod
from judging.vote_exceptions import BallotConfirmed, OtherWindow
from judging.voting.entitlement import Right, Voice, rights_of, unseen_rule
from judging.voting.words import ballot_problems

VOTING = (RoundMode.RANKED, RoundMode.PAIRWISE)
Tiers = Sequence[Sequence[str]]


def save_order(
    judged: Round, juror: Juror, tiers: Tiers, *, by: Any, based_on: int | None = None
) -> RankedBallot:
    """Keep this order of the films. The same order twice is written once; nothing else is ever overwritten.

    `based_on`: the number of the order that the page showed; another window's newer one is refused, not lost.
    """
    kept = [[str(film) for film in tier] for tier in tiers if tier]
    with transaction.atomic():
        ballot = _ballot_for_writing(judged, juror)
        if ballot.state == BallotState.CONFIRMED:
            raise BallotConfirmed
        newest = newest_order(ballot)
        if (newest.tiers if newest else []) == kept:
            return ballot
        number = newest.number if newest else 0
        if based_on is not None and based_on != number:
            raise OtherWindow
        _refuse_bad(judged, juror, kept)
        BallotOrder.objects.create(ballot=ballot, number=number + 1, tiers=kept, given_by=by)
    return ballot


def confirm_ballot(judged: Round, juror: Juror, *, by: Any) -> RankedBallot:
    """From now on it counts, or everything that is missing at once."""
    with transaction.atomic():
        ballot = _ballot_for_writing(judged, juror)
        if ballot.state == BallotState.CONFIRMED:
            raise BallotConfirmed
        newest = newest_order(ballot)
        rights = rights_of(judged, juror)
        if problems := confirming_problems(judged, newest.tiers if newest else [], rights):
            raise NotReady(problems, _("The ballot cannot be confirmed yet."))
        return ballot_state.move(ballot, BallotState.CONFIRMED, by=by, confirmed_at=timezone.now())


def reopen_ballot(judged: Round, juror: Juror, *, by: Any) -> RankedBallot:
    """Take the confirmation back while the round is open. Twice changes nothing."""
    with transaction.atomic():
        ballot = _ballot_for_writing(judged, juror)
        if ballot.state == BallotState.DRAFT:
            return ballot
        return ballot_state.move(ballot, BallotState.DRAFT, by=by, confirmed_at=None)


def newest_order(ballot: RankedBallot) -> BallotOrder | None:
    return ballot.orders.order_by("-number").first()


def confirming_problems(judged: Round, tiers: Tiers, rights: dict[str, Right]) -> list[str]:
    ranked = [film for tier in tiers for film in tier if film in rights and rights[film].voice == Voice.MAY]
    problems = []
    if not ranked:
        problems.append(
            _("Name a film first.")
            if names_one(judged)
            else _("Put at least one film into your order first.")
        )
    if unseen_rule(judged) == UnseenRule.ALL_FIRST:
        unseen = [
            right for right in rights.values() if not right.enough and right.voice != Voice.STEPPED_BACK
        ]
        problems += [
            _("You have watched %(seen)s of film %(number)s; this vote asks for %(least)s of each.")
            % {
                "seen": percent(right.seen),
                "number": right.number,
                "least": percent(judged.min_watched_percent),
            }
            for right in unseen
        ]
    return problems


def names_one(judged: Round) -> bool:
    """Whether a ballot of this round is one name and no order."""
    return method_of(judged) == VoteMethod.SUCCESSIVE


def _refuse_bad(judged: Round, juror: Juror, tiers: Tiers) -> None:
    films = shown_numbers(judged)
    rights = rights_of(judged, juror)
    silent = {film for film in films if film not in rights or rights[film].voice != Voice.MAY}
    ballot = Ballot(tuple(tuple(tier) for tier in tiers), recused=frozenset(silent))
    titles = {film: _("Film %(number)s") % {"number": number} for film, number in films.items()}
    problems = ballot_problems(problems_of(ballot, films), titles)
    if names_one(judged) and sum(len(tier) for tier in tiers) > 1:
        problems.append(_("This ballot takes one name only."))
    if problems:
        raise FestivalError(" ".join(problems), status=422)


def _ballot_for_writing(judged: Round, juror: Juror) -> RankedBallot:
    """The locked ballot of a round that takes votes. The round is locked first, so that none slips in while it closes."""
    stored = Round.objects.select_for_update(no_key=True).get(pk=judged.pk)
    if stored.mode not in VOTING or not stored.takes_scores:
        raise RoundNotOpen
    if juror.jury_id != stored.jury_id or not rights_of(stored, juror):
        raise FestivalError(_("You have no vote in this round."), status=404)
    RankedBallot.objects.get_or_create(round=stored, juror=juror)
    return RankedBallot.objects.select_for_update().get(round=stored, juror=juror)
