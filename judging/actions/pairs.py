"""Which of two films is better: a juror's answer, and the next question."""

from typing import Any
from zlib import crc32

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from festival.exceptions import FestivalError
from judging.enums import RoundMode
from judging.exceptions import RoundNotOpen
from judging.models import Juror, PairVote, Round
from judging.modes import pairwise
from judging.scoring.pair_votes import pairs_of
from judging.scoring.pairwise import RANKING, fit_pairs, next_pair
from judging.vote_enums import PairChoice
from judging.voting.entitlement import Voice, rights_of

Pair = tuple[str, str]


def vote_on_pair(
    judged: Round, juror: Juror, left: str, right: str, choice: str, *, by: Any
) -> PairVote | None:
    """Keep an answer. The same answer twice is written once; another one to the same question is a new row."""
    if choice not in PairChoice.values:
        raise FestivalError(_("Choose one of the two films, or say that they are equally good."), status=422)
    with transaction.atomic():
        stored = Round.objects.select_for_update(no_key=True).get(pk=judged.pk)
        if stored.mode != RoundMode.PAIRWISE or not stored.takes_scores:
            raise RoundNotOpen
        rights = rights_of(stored, juror)
        if left == right or not all(
            film in rights and rights[film].voice == Voice.MAY for film in (left, right)
        ):
            raise FestivalError(_("You have no vote on this pair."), status=422)
        present = next(
            (
                vote
                for vote in pairwise.newest_votes(stored).get(juror.pk, [])
                if {str(vote.left_id), str(vote.right_id)} == {left, right}
            ),
            None,
        )
        if present and (str(present.left_id), present.choice) == (left, choice):
            return present
        return PairVote.objects.create(
            round=stored, juror=juror, left_id=left, right_id=right, choice=choice, given_by=by
        )


def next_question(judged: Round, juror: Juror, answered: list[PairVote], films: list[str]) -> Pair | None:
    """Where the answer is open and tells most, by everybody's votes so far; None when this juror has said all.

    `films`: those this juror may speak on. The same state always gives the same pair: reloading shuffles nothing.
    """
    inputs = pairwise.inputs(judged)
    known = {film: number for number, film in enumerate(inputs["films"])}
    allowed = np.zeros((len(known), len(known)), bool)
    mine = [known[film] for film in films if film in known]
    allowed[np.ix_(mine, mine)] = True
    for vote in answered:
        one, other = known.get(str(vote.left_id)), known.get(str(vote.right_id))
        if one is not None and other is not None:
            allowed[one, other] = allowed[other, one] = False
    seed = crc32(f"{judged.pk} {juror.pk} {len(answered)}".encode())
    pairs = pairs_of(inputs)
    if pairs is None:
        found = _drawn(allowed, seed)
    else:
        goal = RANKING if len(answered) < len(mine) else pairwise.parameters(judged)["goal"]
        found = next_pair(fit_pairs(pairs), goal=goal, allowed=allowed, seed=seed)
    return None if found is None else (inputs["films"][found[0]], inputs["films"][found[1]])


def _drawn(allowed: Any, seed: int) -> tuple[int, int] | None:
    """The very first pair: any."""
    choices = np.argwhere(np.triu(allowed, 1))
    if not len(choices):
        return None
    one, other = choices[seed % len(choices)]
    return (int(one), int(other)) if seed % 2 else (int(other), int(one))
