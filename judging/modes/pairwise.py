"""Rounds of pairs: which of two films is better, asked where it is open; counted by Bradley–Terry."""

from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.models import Bloc, Juror, PairVote, Round
from judging.models.round_rules import rules_of
from judging.modes.common import jury_problems
from judging.modes.mode import Mode
from judging.scoring.pair_votes import BRADLEY_TERRY
from judging.scoring.pairwise import WINNER
from judging.voting.entitlement import Rights, Voice, rights_in
from judging.voting.papers import films_of, newest_orders

MOST_FILMS = 30
PER_FILM = 10
"""Comparisons of each film that make a usable scale (comparative judgement)."""

__all__ = ["BRADLEY_TERRY", "MODE", "MOST_FILMS"]


def opening_problems(judged: Round) -> list[str]:
    problems = jury_problems(judged)
    films = judged.round_entries.count()
    if films == 1:
        problems.append(_("A vote needs at least two films."))
    if films > MOST_FILMS:
        problems.append(_("Pairs are asked among at most 30 films. Let the jury order a list instead."))
    return problems


def closing_shortfall(judged: Round) -> list[str]:
    silent = silent_jurors(judged)
    if not silent:
        return []
    words = ngettext(
        "%(count)s juror has answered nothing.", "%(count)s jurors have answered nothing.", silent
    )
    return [words % {"count": silent}]


def silent_jurors(judged: Round) -> int:
    """How many have neither answered a question nor confirmed a list."""
    voting = set(Juror.objects.filter(assignments__round=judged).values_list("pk", flat=True))
    return len(voting - set(newest_votes(judged)) - set(newest_orders(judged)))


def newest_votes(judged: Round) -> dict[int, list[PairVote]]:
    """By the juror's id: of each two films the newest answer, in the order in which they were given. One query."""
    kept: dict[int, dict[frozenset[str], PairVote]] = {}
    for vote in PairVote.objects.filter(round=judged).order_by("pk"):
        mine = kept.setdefault(vote.juror_id, {})
        key = frozenset((str(vote.left_id), str(vote.right_id)))
        mine.pop(key, None)
        mine[key] = vote
    return {juror: list(votes.values()) for juror, votes in kept.items()}


def inputs(judged: Round) -> dict[str, Any]:
    """Answers on films that the juror lost since are kept, and not counted."""
    rights = rights_in(judged)
    films = films_of(judged)
    may = {juror: _allowed(rights, juror) & set(films) for juror in rights}
    lists = newest_orders(judged)
    votes = newest_votes(judged)
    jurors = dict(Juror.objects.filter(jury=judged.jury_id).values_list("pk", "bloc_id"))
    return {
        "films": list(films),
        "votes": [
            {
                "juror": str(juror),
                "left": str(vote.left_id),
                "right": str(vote.right_id),
                "choice": vote.choice,
            }
            for juror, given in sorted(votes.items())
            for vote in given
            if {str(vote.left_id), str(vote.right_id)} <= may.get(juror, set())
        ],
        "lists": [
            {
                "juror": str(juror),
                "tiers": [[film for film in tier if film in may.get(juror, set())] for tier in tiers],
            }
            for juror, tiers in sorted(lists.items())
        ],
        "blocs": {
            str(bloc.pk): str(Fraction(bloc.weight)) for bloc in Bloc.objects.filter(jury=judged.jury_id)
        },
        "bloc_of": {
            str(juror): str(bloc or "") for juror, bloc in sorted(jurors.items()) if juror in {*votes, *lists}
        },
    }


def _allowed(rights: Rights, juror: int) -> set[str]:
    return {film for film, right in rights.get(juror, {}).items() if right.voice == Voice.MAY}


def parameters(judged: Round) -> dict[str, Any]:
    return {"version": 1, "goal": rules_of(judged).parameters.get("goal", WINNER)}


def enough_for(films: int, jurors: int) -> int:
    """About how many answers of each juror make a usable scale; never more than there are pairs."""
    return min(films * (films - 1) // 2, ceil(PER_FILM * films / 2 / max(jurors, 1)))


MODE = Mode(
    opening_problems=opening_problems,
    closing_shortfall=closing_shortfall,
    inputs=inputs,
    methods=(BRADLEY_TERRY,),
    parameters=parameters,
)
