"""The invented jury at work: marks around each film's merits, each juror a little kinder or stricter than the next."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from django.core.management.base import CommandError
from django.utils import timezone

from festival.models import Edition, User
from judging.actions.assigning import assign_all
from judging.actions.awards import create_award, prepare_award
from judging.actions.publishing import publish_results
from judging.actions.rounds import close_round, create_round, open_round
from judging.actions.scoring import confirm_scorecard, save_score
from judging.actions.watching import record_watching
from judging.awards import eligible
from judging.counting import award_weights
from judging.facts import award_rule, film_facts
from judging.models import Assignment, Award, Honour, Jury, Round, Tally
from judging.modes import method_of, mode_of
from judging.modes.scored import inputs_of
from judging.scoring.methods import METHODS
from media_pipeline.models import Viewing as SentFilm
from media_pipeline.spans import between
from screenings.demo.plans import AwardPlan, FestivalPlan
from submissions.models import Entry

CITATION = {
    "en": "(Demonstration citation.) Here the jury says why.",
    "zh-hans": "（演示评语）评审团在此说明授奖理由。",
}


def create_awards(edition: Edition, plan: FestivalPlan, by: User) -> None:
    for position, award in enumerate(plan.awards):
        create_award(
            edition,
            name=award.name,
            slug=award.slug,
            by=by,
            kind=award.kind,
            position=position,
            orientation=award.orientation,
            criterion_weights={award.criterion: 1} if award.criterion else {},
        )


def prepare_round(
    edition: Edition,
    plan: FestivalPlan,
    jury: Jury,
    films: Mapping[str, Entry],
    by: User,
    closes_at: datetime | None = None,
) -> Round:
    judged = create_round(
        edition,
        jury=jury,
        name={"en": "Final round", "zh-hans": "终评"},
        by=by,
        criteria=[
            {"key": asked.slug, "name": asked.name, "hint": asked.hint, "weight": asked.weight, "step": "0.5"}
            for asked in plan.criteria
        ],
        entries=films.values(),
        closes_at=closes_at,
    )
    assign_all(judged, by=by)
    return open_round(judged, by=by)


def score(judged: Round, plan: FestivalPlan) -> None:
    """Every juror watches and marks every film. The same seed gives the same marks each time."""
    merits = {film.title: film.merits for film in plan.films}
    criteria = list(judged.criteria.all())
    for task in judged.assignments.select_related("juror__membership__user", "entry__film", "round"):
        dice = Random(f"{task.juror.display_name}/{task.entry.title_international}")
        kindness = Random(task.juror.display_name).uniform(-0.4, 0.2)
        by = task.juror.membership.user
        for criterion in criteria:
            wished = (
                merits[task.entry.title_international][criterion.key] + kindness + dice.uniform(-0.3, 0.3)
            )
            save_score(task, criterion, str(max(0, min(20, round(wished * 2))) / 2), by=by)
        show_whole_film(task)
        record_watching(task, [(0, 3600)])
        confirm_scorecard(task, by=by)


def show_whole_film(task: Assignment) -> None:
    """As the view log would have it after a juror's evening."""
    begun = timezone.now() - timedelta(hours=2)
    whole = (between(0, task.entry.film_facts.duration_s),)
    SentFilm.objects.get_or_create(
        asset=task.entry.film,
        viewer=task.juror.membership.user,
        defaults={"begun_at": begun, "seen_at": begun, "spans": whole, "bytes": 0},
    )


def decide_awards(edition: Edition, plan: FestivalPlan, judged: Round, by: User) -> None:
    """Close the round and give each award to the best eligible film that the limit still allows."""
    tally = close_round(judged, by=by)
    taken: dict[str, int] = {}
    for planned in plan.awards:
        award = Award.objects.get(edition=edition, slug=planned.slug)
        winner = _best(edition, award, judged, taken)
        if planned.winner and winner.title_international != planned.winner:
            raise CommandError(f"{planned.name['en']} went to {winner}, not to {planned.winner}.")
        taken[str(winner.pk)] = taken.get(str(winner.pk), 0) + 1
        _prepare(award, winner, planned, tally, by)


def publish(edition: Edition, by: User) -> None:
    publish_results(edition, by=by)


def published_table(edition: Edition) -> set[tuple[str, str]]:
    """(film, award) as the public reads it."""
    honours = Honour.objects.filter(award__edition=edition).select_related("award", "entry")
    return {(honour.entry.title_international, honour.award.slug) for honour in honours}


def _best(edition: Edition, award: Award, judged: Round, taken: Mapping[str, int]) -> Entry:
    films = {str(entry.pk): entry for entry in judged.entries.select_related("film", "category")}
    rule, limit = award_rule(award), edition.awards_per_film
    inputs = inputs_of(judged).narrowed(set(films), award_weights(award))
    for row in METHODS[method_of(judged)].count(inputs.to_json(), mode_of(judged).parameters(judged)):
        film = films[row["film"]]
        if eligible(rule, film_facts(film)) and (limit is None or taken.get(row["film"], 0) < limit):
            return film
    raise CommandError(f"No film is eligible for {award}.")


def _prepare(award: Award, winner: Entry, planned: AwardPlan, tally: Tally, by: User) -> None:
    prepare_award(award, winner, by=by, citation=planned.citation or CITATION, tally=tally)
