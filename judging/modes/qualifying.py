"""Qualifying rounds: yes, maybe or no, and a rule of consensus."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from judging.models import Assignment, Bloc, QualifyingRules, Round, Score
from judging.modes.common import jury_problems, quorum_shortfall, unconfirmed_cards
from judging.modes.mode import Mode
from judging.qualifying import ANSWER_OF, KEY
from judging.scoring.qualifying import METHOD, Consensus
from submissions.enums import EntryState


def opening_problems(judged: Round) -> list[str]:
    declared = hasattr(judged, "qualifying") and judged.criteria.filter(key=KEY).exists()
    problems = [] if declared else [_("Nobody has declared yet when a film passes.")]
    return problems + jury_problems(judged)


def closing_shortfall(judged: Round) -> list[str]:
    return unconfirmed_cards(judged) + quorum_shortfall(judged)


def inputs(judged: Round) -> dict[str, Any]:
    """Confirmed answers of jurors neither stepped back nor recused."""
    answers: dict[int, str] = {}
    current = Score.objects.filter(scorecard__assignment__round=judged, criterion__key=KEY).current()
    for card, value in current.values_list("scorecard_id", "value"):
        if value is not None:
            answers[card] = ANSWER_OF[value]
    rows = (
        Assignment.objects.filter(round=judged)
        .counting()
        .order_by("pk")
        .values_list("entry_id", "juror_id", "juror__bloc_id", "scorecard__pk")
    )
    given, bloc_of = [], {}
    for entry, juror, bloc, card in rows:
        bloc_of[str(juror)] = str(bloc or "")
        if card in answers:
            given.append({"film": str(entry), "juror": str(juror), "answer": answers[card]})
    films = judged.round_entries.filter(entry__state=EntryState.SUBMITTED).order_by("position")
    blocs = Bloc.objects.filter(jury=judged.jury_id)
    return {
        "films": [str(film) for film in films.values_list("entry_id", flat=True)],
        "answers": given,
        "blocs": {str(bloc.pk): str(Fraction(bloc.weight)) for bloc in blocs},
        "bloc_of": bloc_of,
    }


def parameters(judged: Round) -> dict[str, Any]:
    return consensus_of(judged.qualifying).to_json()


def consensus_of(rules: QualifyingRules) -> Consensus:
    return Consensus(
        Fraction(rules.share_percent) / 100,
        rules.least_yes,
        rules.least_answers,
        rules.maybe,
        rules.unanimous_no,
    )


MODE = Mode(
    opening_problems=opening_problems,
    closing_shortfall=closing_shortfall,
    inputs=inputs,
    methods=(METHOD,),
    parameters=parameters,
)
