"""What a juror sees of the others on a film: as the round declared before it opened, and only after asking for it."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.exceptions import Conflict
from judging.booth import make_card_view, plain
from judging.enums import CardState, PeerView, RoundState
from judging.models import Assignment, Criterion, Score, Scorecard, calibration_rules
from judging.models.round_rules import rules_of
from judging.questions import applies


@dataclass(frozen=True)
class OtherCard:
    """Of one juror. `marks` stand in the order of the criteria, as plain numbers."""

    juror: str
    marks: tuple[str, ...]
    total: str
    note: str


@dataclass(frozen=True)
class Others:
    """`asked`: the juror has looked; until then there is a button. `averages`: by criterion, where only those are shown."""

    asked: bool
    calibration: bool = False
    cards: tuple[OtherCard, ...] = ()
    averages: tuple[str, ...] = ()


def others_on(assignment: Assignment, criteria: list[Criterion]) -> Others | None:
    """None where the round shows nothing (yet)."""
    card: Scorecard | None = getattr(assignment, "scorecard", None)
    if not _may_see_cards(assignment, card):
        return _averages(assignment, criteria)
    calibration = _is_calibration(assignment)
    if card is None or card.others_seen_at is None:
        return Others(False, calibration)
    return Others(True, calibration, cards=tuple(_cards(assignment, criteria)))


def show_others(assignment: Assignment) -> None:
    """The juror asks for them; from now on changed marks are known as changed after looking. Twice changes nothing."""
    with transaction.atomic():
        card = Scorecard.objects.select_for_update().filter(assignment=assignment).first()
        if card is None or not _may_see_cards(assignment, card):
            raise Conflict(_("The others' marks are shown after you have confirmed your own."))
        if card.others_seen_at is None:
            card.others_seen_at = timezone.now()
            card.save(update_fields=["others_seen_at"])


def _may_see_cards(assignment: Assignment, card: Scorecard | None) -> bool:
    """Who stepped back sees nothing: a reason for stepping back is a reason not to look."""
    if card is None or card.abstained:
        return False
    if card.state != CardState.CONFIRMED and card.others_seen_at is None:
        return False
    if rules_of(assignment.round).peers == PeerView.AFTER_CONFIRMING:
        return True
    return _is_calibration(assignment) and calibration_rules(assignment.round).shows_others


def _is_calibration(assignment: Assignment) -> bool:
    row: Any = getattr(assignment, "round_entry", None)
    return row is not None and row.calibration


def _their_cards(assignment: Assignment) -> Any:
    theirs = Assignment.objects.filter(round=assignment.round_id, entry=assignment.entry_id)
    return theirs.standing().confirmed().filter(scorecard__abstained=False)


def _cards(assignment: Assignment, criteria: list[Criterion]) -> list[OtherCard]:
    rows = _their_cards(assignment).exclude(pk=assignment.pk).select_related("juror", "scorecard")
    rows = list(rows.order_by("juror__position", "juror_id"))
    marks = _marks([row.scorecard.pk for row in rows])
    found = []
    for row in rows:
        view = make_card_view(
            row.scorecard, criteria, marks.get(row.scorecard.pk, {}), film=assignment.entry_id
        )
        found.append(
            OtherCard(
                juror=row.juror.display_name,
                marks=tuple(criterion.mark for criterion in view.criteria),
                total=view.total,
                note=view.committee_note,
            )
        )
    return found


def _averages(assignment: Assignment, criteria: list[Criterion]) -> Others | None:
    closed = assignment.round.state == RoundState.CLOSED
    if not closed or rules_of(assignment.round).peers != PeerView.AVERAGES:
        return None
    marks = _marks(list(_their_cards(assignment).values_list("scorecard__pk", flat=True)))
    told = []
    for criterion in criteria:
        asked = applies(criterion, assignment.entry_id)
        given = [float(card[criterion.pk]) for card in marks.values() if asked and criterion.pk in card]
        told.append(plain(Decimal(f"{fmean(given):.1f}")) if len(given) > 1 else "")
    return Others(True, averages=tuple(told))


def _marks(cards: list[int]) -> dict[int, dict[int, Decimal]]:
    marks: dict[int, dict[int, Decimal]] = {}
    current = Score.objects.filter(scorecard__in=cards).current()
    for card, criterion, value in current.values_list("scorecard_id", "criterion_id", "value"):
        if value is not None:
            marks.setdefault(card, {})[criterion] = value
    return marks
