"""The audience's vote as a round: films that the public knows, and the newest ballot of each voter who counts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.audience.voting import counting_ballots, films_of, set_aside
from judging.enums_funnel import BallotForm
from judging.models import Poll, Round
from judging.modes.common import deadline_problems
from judging.modes.mode import Mode
from judging.scoring.audience import MEAN, SHARE


def opening_problems(judged: Round) -> list[str]:
    poll = Poll.objects.filter(round=judged).select_related("round__edition").first()
    if poll is None:
        return [_("Nobody has declared yet what this vote asks.")]
    films = judged.round_entries.count()
    problems = [] if films > 1 else [_("A vote needs at least two films.")]
    hidden = films - films_of(poll).count()
    if hidden:
        words = ngettext(
            "%(count)s film is not in the published selection: the public must not learn of it here.",
            "%(count)s films are not in the published selection: the public must not learn of them here.",
            hidden,
        )
        problems.append(words % {"count": hidden})
    if judged.closes_at is None:
        problems.append(_("Say when the vote ends: people are told."))
    return problems + deadline_problems(judged)


def closing_shortfall(judged: Round) -> list[str]:
    poll = judged.poll
    short = []
    if judged.takes_scores:
        short.append(_("The vote is still running. People who were told a later hour will find it closed."))
    aside = set_aside().filter(voter__poll=poll).count()
    if aside:
        words = ngettext(
            "%(count)s vote is set aside and will not count.",
            "%(count)s votes are set aside and will not count.",
            aside,
        )
        short.append(words % {"count": aside})
    return short


def inputs(judged: Round) -> dict[str, Any]:
    """Ballots under the voters' own keys, which tell nothing about anybody."""
    poll = Poll.objects.select_related("round__edition").get(round=judged)
    films = judged.round_entries.filter(entry__in=films_of(poll).values("pk")).order_by("position")
    rows = counting_ballots(poll).values_list("voter_id", "choices")
    return {
        "films": [str(film) for film in films.values_list("entry_id", flat=True)],
        "form": poll.form,
        "ballots": [{"voter": str(voter), "choices": choices} for voter, choices in rows],
        "set_aside": set_aside().filter(voter__poll=poll).count(),
    }


def parameters(judged: Round) -> dict[str, Any]:
    poll = judged.poll
    return {"prior": poll.prior} if poll.form == BallotForm.RATE else {}


def usual_method(judged: Round) -> str:
    poll = Poll.objects.filter(round=judged).first()
    return MEAN if poll is not None and poll.form == BallotForm.RATE else SHARE


MODE = Mode(
    opening_problems=opening_problems,
    closing_shortfall=closing_shortfall,
    inputs=inputs,
    methods=(SHARE, MEAN),
    parameters=parameters,
    usual_method=usual_method,
)
