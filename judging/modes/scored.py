"""Scored rounds: confirmed scorecards, weighted criteria, one value per film."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from judging.models import Assignment, Bloc, Criterion, Round, Score
from judging.models.round_rules import rules_of
from judging.modes.common import jury_problems, quorum_shortfall, unconfirmed_cards
from judging.modes.mode import Mode
from judging.questions import spared_in
from judging.scoring.aggregate import Card, Question
from judging.scoring.inputs import Inputs
from submissions.enums import EntryState

ALMOST_ALL = 0.9
"""Of all pairs of juror and film: a few recusals do not make a split round."""
MANY_DRAWS, FEW_DRAWS, MANY_FILMS = 2000, 400, 1000
"""Fewer draws in a large round: a place among thousands is not read to the last digit, and a recount takes a second."""


def opening_problems(judged: Round) -> list[str]:
    counts = any(criterion.counts and criterion.weight > 0 for criterion in judged.criteria.all())
    problems = [] if counts else [_("The round has no criterion that counts.")]
    return problems + jury_problems(judged)


def closing_shortfall(judged: Round) -> list[str]:
    return unconfirmed_cards(judged) + quorum_shortfall(judged)


def inputs_of(judged: Round, *, films: Sequence[str] | None = None) -> Inputs:
    """What counts in the round at this moment: confirmed cards of jurors neither stepped back nor recused.

    With `films` only the cards on these.
    """
    wanted: dict[str, Any] = {} if films is None else {"entry__in": films}
    of_cards = {f"scorecard__assignment__{name}": value for name, value in wanted.items()}
    criteria = list(Criterion.objects.filter(round=judged, counts=True))
    marks: dict[int, dict[str, Fraction]] = {}
    keys = {criterion.pk: criterion.key for criterion in criteria}
    current = Score.objects.filter(
        scorecard__assignment__round=judged, criterion__in=keys, **of_cards
    ).current()
    for card, criterion, value in current.values_list("scorecard_id", "criterion_id", "value"):
        if value is not None:
            marks.setdefault(card, {})[keys[criterion]] = Fraction(value)
    rows = (
        Assignment.objects.filter(round=judged, **wanted)
        .counting()
        .order_by("pk")
        .values_list("entry_id", "juror_id", "juror__bloc_id", "scorecard__pk")
    )
    spared = spared_in(judged, films)
    cards, bloc_of = [], {}
    for entry, juror, bloc, card in rows:
        given = marks.get(card, {})
        if entry in spared:
            given = {key: mark for key, mark in given.items() if key not in spared[entry]}
        cards.append(Card(str(entry), str(juror), given))
        bloc_of[str(juror)] = str(bloc or "")
    listed = (
        judged.round_entries.filter(**wanted, entry__state=EntryState.SUBMITTED)
        .exclude(calibration=True, round__calibration_rules__counts=False)
        .order_by("position")
        .values_list("entry_id", "entry__category_id")
    )
    blocs = Bloc.objects.filter(jury=judged.jury_id)
    return Inputs(
        films=tuple(str(film) for film, _category in listed),
        questions=tuple(question(criterion) for criterion in criteria),
        cards=tuple(cards),
        bloc_of=bloc_of,
        bloc_weights={str(bloc.pk): Fraction(bloc.weight) for bloc in blocs},
        groups={str(film): str(category or "") for film, category in listed},
        not_applicable={str(film): tuple(keys) for film, keys in spared.items()},
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


def usual_method(judged: Round) -> str:
    """Calibrated when the films are split among the jurors, the mean of the blocs when everybody sees everything.

    Where all see all, severity moves all films alike: a correction would change nothing but how it is explained.
    """
    jurors = judged.assignments.values("juror").distinct().count()
    films = judged.round_entries.count()
    pairs = judged.assignments.count()
    return "calibrated" if pairs < ALMOST_ALL * jurors * films else "bloc-weighted mean"


def parameters(judged: Round) -> dict[str, Any]:
    declared = rules_of(judged)
    return {
        "version": 2,
        "draws": MANY_DRAWS if judged.round_entries.count() <= MANY_FILMS else FEW_DRAWS,
        "ties": declared.tie_ladder,
        "quorum_scores": declared.quorum_scores,
        **declared.parameters,
    }


MODE = Mode(
    opening_problems=opening_problems,
    closing_shortfall=closing_shortfall,
    inputs=inputs,
    methods=(
        "bloc-weighted mean",
        "calibrated",
        "calibrated with consistency",
        "trimmed calibrated",
        "trimmed mean",
        "raw mean",
    ),
    parameters=parameters,
    usual_method=usual_method,
)
