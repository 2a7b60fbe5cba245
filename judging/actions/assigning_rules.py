"""What an assignment goes by: reviews per film, even loads, quotas of blocs, films given to all, what jurors know."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from judging.enums import RoundState
from judging.models import AssignmentRules, Bloc, BlocQuota, Expertise, Juror, Round
from judging.models.assigning import HIGHEST_LEVEL

Level = Mapping[str, int]


def keep_rules(judged: Round, *, by: Any, **columns: Any) -> AssignmentRules:
    """Store columns of AssignmentRules. Nothing is handed out by that."""
    with transaction.atomic():
        _open_for_assigning(judged)
        rules, _new = AssignmentRules.objects.get_or_create(round=judged, defaults={"seed": judged.pk})
        changed = {name: value for name, value in columns.items() if getattr(rules, name) != value}
        for name, value in changed.items():
            setattr(rules, name, value)
        if changed:
            rules.full_clean(validate_unique=False)
            rules.save(update_fields=list(changed))
            audit.record("round.assignment_rules", judged, by=by, **changed)
    return rules


def keep_quotas(judged: Round, quotas: Mapping[Bloc, tuple[int, int | None]], *, by: Any) -> None:
    """Least and most jurors of each bloc for one film; a bloc that is not named, or with (0, None), has no quota."""
    for bloc, (least, most) in quotas.items():
        if bloc.jury_id != judged.jury_id:
            raise FestivalError(_("This bloc belongs to another jury."))
        if most is not None and most < least:
            raise FestivalError(_("“At most” must not be less than “at least”."), status=422)
    with transaction.atomic():
        _open_for_assigning(judged)
        before = {quota.bloc_id: (quota.least, quota.most) for quota in judged.bloc_quotas.all()}
        wanted = {bloc.pk: quota for bloc, quota in quotas.items() if quota != (0, None)}
        if wanted == before:
            return
        judged.bloc_quotas.all().delete()
        BlocQuota.objects.bulk_create(
            BlocQuota(round=judged, bloc_id=bloc, least=least, most=most)
            for bloc, (least, most) in wanted.items()
        )
        audit.record(
            "round.bloc_quotas",
            judged,
            by=by,
            quotas={str(bloc): list(quota) for bloc, quota in quotas.items() if quota != (0, None)},
        )


def keep_anchors(judged: Round, films: Collection[Any], *, by: Any) -> None:
    """These films of the round (their keys) are given to everybody, and no others."""
    with transaction.atomic():
        _open_for_assigning(judged)
        wanted = {str(key) for key in films}
        rows = list(judged.round_entries.select_for_update(of=("self",)).select_related("entry"))
        changed = [row for row in rows if row.is_anchor != (str(row.entry_id) in wanted)]
        for row in changed:
            row.is_anchor = not row.is_anchor
            row.save(update_fields=["is_anchor"])
        if changed:
            audit.record(
                "round.anchors",
                judged,
                by=by,
                films=[str(row.entry) for row in rows if row.is_anchor],
            )


def keep_wanted(judged: Round, film: Any, wanted: int | None, *, by: Any) -> None:
    """Another number of jurors for this one film; None: as the round has it."""
    if wanted is not None and not 0 <= wanted <= 60:
        raise FestivalError(_("Write a number of jurors between 0 and 60."), status=422)
    with transaction.atomic():
        _open_for_assigning(judged)
        row = judged.round_entries.select_for_update(of=("self",)).select_related("entry").get(entry=film)
        if row.reviews_wanted != wanted:
            before, row.reviews_wanted = row.reviews_wanted, wanted
            row.save(update_fields=["reviews_wanted"])
            audit.record(
                "round.reviews_wanted",
                judged,
                by=by,
                note=str(row.entry),
                before=_figure(before),
                after=_figure(wanted),
            )


def keep_expertise(juror: Juror, *, categories: Level, formats: Level, by: Any) -> None:
    """What the juror knows, 1 to 3, by the category's key and by format; 0 or absent is nothing said."""
    said = [(int(key), "", level) for key, level in categories.items() if level]
    said += [(None, key, level) for key, level in formats.items() if level]
    if any(not 1 <= level <= HIGHEST_LEVEL for *_key, level in said):
        raise FestivalError(_("Expertise goes from 0 to 3."), status=422)
    with transaction.atomic():
        Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
        kept = juror.expertise.values_list("category_id", "orientation", "level")
        if set(kept) == set(said):
            return
        juror.expertise.all().delete()
        Expertise.objects.bulk_create(
            Expertise(juror=juror, category_id=category, orientation=orientation, level=level)
            for category, orientation, level in said
        )
        audit.record("juror.expertise", juror, by=by, count=len(said))


def keep_capacity(juror: Juror, *, by: Any, **columns: Any) -> None:
    """Store languages, capacity_minutes or most_films of a juror. What is handed out already stays."""
    wanted = {
        name: columns[name] for name in ("languages", "capacity_minutes", "most_films") if name in columns
    }
    with transaction.atomic():
        present = Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
        changed = {name: value for name, value in wanted.items() if getattr(present, name) != value}
        for name, value in changed.items():
            setattr(present, name, value)
            setattr(juror, name, value)
        if changed:
            present.save(update_fields=list(changed))
            audit.record("juror.capacity", juror, by=by, **changed)


def _open_for_assigning(judged: Round) -> None:
    present = Round.objects.select_for_update(no_key=True).get(pk=judged.pk)
    if present.state == RoundState.CLOSED:
        raise Conflict(_("This round is closed. Nobody can be assigned any more."))


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)
