"""Scored rounds: confirmed scorecards, weighted criteria, one value per film."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from judging.models import Assignment, Bloc, Criterion, Round, Score
from judging.models.round_rules import rules_of
from judging.modes.common import jury_problems, quorum_shortfall, unconfirmed_cards
from judging.modes.mode import Mode
from judging.scoring.aggregate import Card, Question
from judging.scoring.inputs import Inputs
from submissions.enums import EntryState


def opening_problems(judged: Round) -> list[str]:
    counts = any(criterion.counts and criterion.weight > 0 for criterion in judged.criteria.all())
    problems = [] if counts else [_("The round has no criterion that counts.")]
    return problems + jury_problems(judged)


def closing_shortfall(judged: Round) -> list[str]:
    return unconfirmed_cards(judged) + quorum_shortfall(judged)


def inputs_of(judged: Round) -> Inputs:
    """What counts in the round at this moment: confirmed cards of jurors neither stepped back nor recused."""
    criteria = list(Criterion.objects.filter(round=judged, counts=True))
    marks: dict[int, dict[str, Fraction]] = {}
    keys = {criterion.pk: criterion.key for criterion in criteria}
    current = Score.objects.filter(scorecard__assignment__round=judged, criterion__in=keys).current()
    for card, criterion, value in current.values_list("scorecard_id", "criterion_id", "value"):
        if value is not None:
            marks.setdefault(card, {})[keys[criterion]] = Fraction(value)
    rows = (
        Assignment.objects.filter(round=judged)
        .counting()
        .order_by("pk")
        .values_list("entry_id", "juror_id", "juror__bloc_id", "scorecard__pk")
    )
    cards, bloc_of = [], {}
    for entry, juror, bloc, card in rows:
        cards.append(Card(str(entry), str(juror), marks.get(card, {})))
        bloc_of[str(juror)] = str(bloc or "")
    films = (
        judged.round_entries.filter(entry__state=EntryState.SUBMITTED)
        .exclude(calibration=True, round__calibration_rules__counts=False)
        .order_by("position")
        .values_list("entry_id", flat=True)
    )
    blocs = Bloc.objects.filter(jury=judged.jury_id)
    return Inputs(
        films=tuple(str(film) for film in films),
        questions=tuple(question(criterion) for criterion in criteria),
        cards=tuple(cards),
        bloc_of=bloc_of,
        bloc_weights={str(bloc.pk): Fraction(bloc.weight) for bloc in blocs},
    )


def question(criterion: Criterion) -> Question:
    return Question(
        criterion.key,
        Fraction(criterion.weight),
        Fraction(criterion.lowest),
        Fraction(criterion.highest),
    )


def inputs(judged: Round) -> dict[str, Any]:
    return inputs_of(judged).to_json()


def parameters(judged: Round) -> dict[str, Any]:
    declared = rules_of(judged)
    return {
        "version": 2,
        "ties": declared.tie_ladder,
        "quorum_scores": declared.quorum_scores,
        **declared.parameters,
    }


MODE = Mode(
    opening_problems=opening_problems,
    closing_shortfall=closing_shortfall,
    inputs=inputs,
    methods=("bloc-weighted mean",),
    parameters=parameters,
)
