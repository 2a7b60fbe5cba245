"""Next year is a copied row: what of the judging moves on to a new edition."""

from django.db import transaction

from festival.models import Edition
from judging.copied_rules import copy_chains, copy_rules
from judging.models import Award, Bloc, Criterion, Jury, Round


def copy_judging_setup(source_edition: Edition, target_edition: Edition) -> None:
    """Awards, juries with their blocs, rounds as drafts with all they declare, and how they follow one another.

    No people, no films, no dates. Categories and sections are found again by their address; an award for one that
    the new edition does not have becomes open to all.
    """
    with transaction.atomic():
        _copy_awards(source_edition, target_edition)
        rounds: dict[int, Round] = {}
        for jury in Jury.objects.filter(edition=source_edition):
            new = Jury.objects.create(edition=target_edition, name=jury.name, position=jury.position)
            blocs = {bloc.pk: _copy_bloc(bloc, new).pk for bloc in jury.blocs.all()}
            for judged in jury.rounds.order_by("pk"):
                rounds[judged.pk] = _copy_round(judged, new)
                copy_rules(judged, rounds[judged.pk], blocs)
        copy_chains(rounds, target_edition)


def _copy_awards(source: Edition, target: Edition) -> None:
    categories = {category.slug: category for category in target.categories.all()}
    sections = {section.slug: section for section in target.sections.all()}
    for award in Award.objects.filter(edition=source).select_related("category", "section"):
        Award.objects.create(
            edition=target,
            name=award.name,
            slug=award.slug,
            description=award.description,
            kind=award.kind,
            position=award.position,
            category=categories.get(award.category.slug) if award.category else None,
            section=sections.get(award.section.slug) if award.section else None,
            orientation=award.orientation,
            criterion_weights=award.criterion_weights,
            ex_aequo=award.ex_aequo,
            outside_limit=award.outside_limit,
        )


def _copy_bloc(bloc: Bloc, jury: Jury) -> Bloc:
    return Bloc.objects.create(jury=jury, name=bloc.name, weight=bloc.weight, position=bloc.position)


def _copy_round(judged: Round, jury: Jury) -> Round:
    new = Round.objects.create(
        edition=jury.edition,
        jury=jury,
        name=judged.name,
        mode=judged.mode,
        blindness=judged.blindness,
        veil_fields=judged.veil_fields,
        min_watched_percent=judged.min_watched_percent,
    )
    columns = ("key", "name", "hint", "weight", "lowest", "highest", "step", "counts", "position")
    Criterion.objects.bulk_create(
        Criterion(round=new, **{name: getattr(criterion, name) for name in columns})
        for criterion in judged.criteria.all()
    )
    return new
