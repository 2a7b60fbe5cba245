"""A film has nothing for a criterion: noted and taken back by the office, for all jurors alike."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival import audit
from festival.exceptions import Conflict, FestivalError, NotReady
from judging.actions.topping import locked_round
from judging.enums import CardState, RoundMode
from judging.models import Criterion, NotApplicable, Round, RoundEntry, Score, Scorecard

LONGEST_REASON = 300


def spare_criterion(row: RoundEntry, criterion: Criterion, *, because: str, by: Any) -> NotApplicable:
    """The criterion does not apply to this film of its round: nobody is asked, and marks of it do not count.

    Twice changes nothing. Raises Conflict in a closed round, NotReady without a reason or when nothing that counts
    would be left to judge the film by.
    """
    because = because.replace("\x00", "").strip()[:LONGEST_REASON]
    if not because:
        raise NotReady([_("Say in a few words why the criterion does not apply to this film.")])
    with transaction.atomic():
        _open_to_change(row.round)
        if criterion.round_id != row.round_id:
            raise FestivalError(_("This criterion belongs to another round."), status=422)
        if _weighs(criterion) and not _others_weigh(row, criterion):
            raise NotReady([_("A film needs at least one criterion that counts.")])
        spared, made = NotApplicable.objects.get_or_create(
            round_entry=row, criterion=criterion, defaults={"because": because, "noted_by": by}
        )
        if made:
            _tell("round.criterion_spared", spared, by=by, note=because)
    return spared


def apply_criterion(spared: NotApplicable, *, by: Any) -> None:
    """The criterion applies after all. Raises NotReady while a confirmed scorecard has no mark for it."""
    row = spared.round_entry
    with transaction.atomic():
        _open_to_change(row.round)
        if without := _confirmed_without(row, spared.criterion):
            words = ngettext(
                "%(count)s confirmed scorecard has no mark for “%(criterion)s”. Ask its juror to open it again first.",
                "%(count)s confirmed scorecards have no mark for “%(criterion)s”. Ask their jurors to open them again first.",
                without,
            )
            raise NotReady([words % {"count": without, "criterion": spared.criterion}])
        spared.delete()
        _tell("round.criterion_applies", spared, by=by)


def _open_to_change(judged: Round) -> None:
    if judged.mode != RoundMode.SCORED:
        raise FestivalError(_("Only rounds with scorecards ask criteria."), status=422)
    try:
        locked_round(judged)
    except Conflict as error:
        raise Conflict(_("This round is closed. What was asked in it is fixed.")) from error


def _weighs(criterion: Criterion) -> bool:
    return criterion.counts and criterion.weight > 0


def _others_weigh(row: RoundEntry, criterion: Criterion) -> bool:
    weighing = Criterion.objects.filter(round=row.round_id, counts=True, weight__gt=0).exclude(
        pk=criterion.pk
    )
    return weighing.exclude(not_applicable__round_entry=row).exists()


def _confirmed_without(row: RoundEntry, criterion: Criterion) -> int:
    cards = Scorecard.objects.filter(
        assignment__round=row.round_id,
        assignment__entry=row.entry_id,
        state=CardState.CONFIRMED,
        abstained=False,
    )
    marks = Score.objects.filter(scorecard__in=cards, criterion=criterion).current()
    return cards.exclude(pk__in=marks.filter(value__isnull=False).values("scorecard")).count()


def _tell(deed: str, spared: NotApplicable, *, by: Any, note: str = "") -> None:
    row = spared.round_entry
    audit.record(deed, row.round, by=by, note=note, film=str(row.entry_id), criterion=spared.criterion.key)
