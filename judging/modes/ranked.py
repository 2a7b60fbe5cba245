"""Ranked rounds: each juror orders the finalists, and the confirmed ballots are counted by the declared method."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.models import Bloc, Juror, RankedBallot, Round
from judging.models.round_rules import rules_of
from judging.modes.common import jury_problems
from judging.modes.mode import Mode
from judging.scoring.ballots.quorum import Quorum, Shortfall, shortfalls
from judging.vote_enums import BallotState, UnseenRule, VoteMethod, VoteRung
from judging.voting.entitlement import unseen_rule
from judging.voting.papers import vote_of
from submissions.models import Entry

THIRDS = {33: Fraction(1, 3), 66: Fraction(2, 3), 67: Fraction(2, 3)}
"""Per cent that mean thirds: two jurors of three are two thirds, though not 67 per cent."""


def opening_problems(judged: Round) -> list[str]:
    problems = jury_problems(judged)
    films = judged.round_entries.count()
    declared = rules_of(judged)
    seats = int(declared.parameters.get("seats", 1))
    if films == 1:
        problems.append(_("A vote needs at least two films."))
    if declared.method == VoteMethod.STV and films and seats >= films:
        problems.append(
            _("The shortlist is to be as long as the list itself. Add films or take fewer places.")
        )
    if unseen_rule(judged) != UnseenRule.ALLOWED and not judged.min_watched_percent:
        problems.append(_("Say how much of a film must be watched: the vote asks for films that were seen."))
    return problems


def closing_shortfall(judged: Round) -> list[str]:
    return unconfirmed_ballots(judged) + quorum_shortfall(judged)


def unconfirmed_ballots(judged: Round) -> list[str]:
    voting = Juror.objects.filter(assignments__round=judged).distinct().count()
    confirmed = RankedBallot.objects.filter(round=judged, state=BallotState.CONFIRMED).count()
    missing = voting - confirmed
    if missing <= 0:
        return []
    words = ngettext(
        "%(count)s juror has not confirmed a ballot; it will not count.",
        "%(count)s jurors have not confirmed a ballot; theirs will not count.",
        missing,
    )
    return [words % {"count": missing}]


def quorum_of(judged: Round) -> Quorum:
    declared = rules_of(judged)
    return Quorum(
        THIRDS.get(declared.quorum_share, Fraction(declared.quorum_share, 100)), declared.quorum_scores
    )


def quorum_shortfall(judged: Round) -> list[str]:
    vote = vote_of(judged)
    jurors = Juror.objects.filter(jury=judged.jury_id).sitting()
    seats = {str(pk): str(bloc or "") for pk, bloc in jurors.values_list("pk", "bloc_id")}
    found = shortfalls(quorum_of(judged), vote.films, vote.ballots, seats=seats)
    return shortfall_words(judged, found)


def shortfall_words(judged: Round, found: list[Shortfall]) -> list[str]:
    blocs = {str(bloc.pk): str(bloc) for bloc in Bloc.objects.filter(jury=judged.jury_id)}
    titles = {
        str(film.pk): film.title for film in Entry.objects.filter(pk__in=[s.film for s in found if s.film])
    }
    lines = []
    for short in found:
        if short.film:
            words = _(
                "No quorum on “%(film)s”: %(have)s jurors with a vote on it have confirmed, it takes %(need)s."
            )
            lines.append(words % {"film": titles.get(short.film, ""), "have": short.have, "need": short.need})
        else:
            words = _("No quorum in %(bloc)s: %(have)s have confirmed, it takes %(need)s.")
            bloc = blocs.get(short.bloc or "") or _("the jury")
            lines.append(words % {"bloc": bloc, "have": short.have, "need": short.need})
    return lines


def inputs(judged: Round) -> dict[str, Any]:
    return vote_of(judged).to_json()


def parameters(judged: Round) -> dict[str, Any]:
    declared = rules_of(judged)
    return {
        "version": 1,
        "ladder": declared.tie_ladder,
        "ballot": int(declared.parameters.get("ballot", 1)),
        "seats": int(declared.parameters.get("seats", 1)),
    }


MODE = Mode(
    opening_problems=opening_problems,
    closing_shortfall=closing_shortfall,
    inputs=inputs,
    methods=tuple(VoteMethod.values),
    parameters=parameters,
    tie_steps=tuple(VoteRung.values),
)
