"""A scorecard as its juror sees it: values, so that a template reaches nothing behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from festival.localized import LocalizedText
from judging import notes, qualifying
from judging.enums import CardState
from judging.models import Assignment, Criterion, Score, Scorecard
from judging.modes.scored import question
from judging.questions import applies, asked_of
from judging.scoring.aggregate import weighted
from judging.sealing import NoteUnreadable

MOST_BUTTONS = 11


@dataclass(frozen=True)
class CriterionView:
    pk: int
    name: LocalizedText
    hint: LocalizedText
    share: int
    lowest: str
    highest: str
    step: str
    mark: str
    options: tuple[str, ...]
    """The marks as buttons; empty when there are too many of them and a number is typed."""
    halves: bool
    """Every second button is a half: they stand in a row of their own, under the whole marks."""
    verdict: bool = False
    """The one question of a qualifying round: yes, maybe or no."""
    applies: bool = True
    """False: the film has nothing to be judged by it, and nobody is asked."""
    weight: str = "0"
    """What the page's script reckons with: the share, rounded, would put the total a tenth off."""

    @property
    def field(self) -> str:
        return f"criterion_{self.pk}"


@dataclass(frozen=True)
class CardView:
    criteria: tuple[CriterionView, ...]
    confirmed_at: datetime | None = None
    abstained: bool = False
    abstain_reason: str = ""
    flag: str = ""
    private_note: str = ""
    note_problem: str = ""
    committee_note: str = ""
    remark: str = ""
    version: int = 0
    total: str = ""

    @property
    def answered(self) -> int:
        return sum(bool(criterion.mark) for criterion in self.asked)

    @property
    def asked(self) -> tuple[CriterionView, ...]:
        """The criteria that apply to the film."""
        return tuple(criterion for criterion in self.criteria if criterion.applies)

    @property
    def qualifying(self) -> bool:
        return any(criterion.verdict for criterion in self.criteria)

    @property
    def complete(self) -> bool:
        return self.answered == len(self.asked)


def card_view(assignment: Assignment, criteria: list[Criterion], reader: Any = None) -> CardView:
    """`reader`: who looks; the private note is shown to its author alone."""
    card: Scorecard | None = getattr(assignment, "scorecard", None)
    if card is None:
        return make_card_view(None, criteria, {}, film=assignment.entry_id)
    view = make_card_view(card, criteria, current_marks(card), film=assignment.entry_id)
    try:
        return replace(view, private_note=notes.private_note(assignment, card, reader))
    except NoteUnreadable as error:
        return replace(view, note_problem=str(error.message))


def as_posted(view: CardView, posted: Mapping[str, str]) -> CardView:
    """With what was typed in the place of what is kept, so that nothing typed is lost; the version is the newest."""
    words = ("private_note", "committee_note", "remark", "flag")
    return replace(
        view,
        criteria=tuple(replace(c, mark=posted.get(c.field, c.mark)) for c in view.criteria),
        **{name: posted[name] for name in words if name in posted},
    )


def make_card_view(
    card: Scorecard | None, criteria: list[Criterion], marks: dict[int, Decimal], *, film: Any = None
) -> CardView:
    """`film`: the key of the entry, where the criteria come from `questions_of`."""
    asked = asked_of(criteria, film)
    all_weights = sum(criterion.weight for criterion in asked if criterion.counts) or 1
    views = tuple(
        _criterion_view(criterion, marks.get(criterion.pk), all_weights)
        if applies(criterion, film)
        else replace(_criterion_view(criterion, None, all_weights), applies=False, share=0)
        for criterion in criteria
    )
    if card is None:
        return CardView(views)
    return CardView(
        criteria=views,
        confirmed_at=card.confirmed_at if card.state == CardState.CONFIRMED else None,
        abstained=card.abstained,
        abstain_reason=card.abstain_reason,
        flag=card.flag,
        committee_note=card.committee_note,
        remark=card.remark,
        total=total_of(asked, marks),
        version=card.version,
    )


def total_of(criteria: list[Criterion], marks: dict[int, Decimal]) -> str:
    """The weighted mean of the marks so far on the scale 0 to 10, one decimal; empty without marks."""
    counting = [criterion for criterion in criteria if criterion.counts]
    by_key = {c.key: Fraction(marks[c.pk]) for c in counting if c.pk in marks}
    value = weighted(by_key, [question(criterion) for criterion in counting])
    return "" if value is None else f"{float(value):.1f}"


def current_marks(card: Scorecard) -> dict[int, Decimal]:
    """The newest mark by criterion, without those taken back."""
    rows = Score.objects.filter(scorecard=card).current().values_list("criterion_id", "value")
    return {criterion: value for criterion, value in rows if value is not None}


def _criterion_view(criterion: Criterion, mark: Decimal | None, all_weights: Any) -> CriterionView:
    marks = criterion.marks()
    halves = MOST_BUTTONS < len(marks) <= 2 * MOST_BUTTONS and criterion.step * 2 == 1
    return CriterionView(
        pk=criterion.pk,
        name=criterion.name,
        hint=criterion.hint,
        share=round(100 * criterion.weight / all_weights) if criterion.counts else 0,
        weight=str(criterion.weight) if criterion.counts else "0",
        lowest=plain(criterion.lowest),
        highest=plain(criterion.highest),
        step=plain(criterion.step),
        mark="" if mark is None else plain(mark),
        options=tuple(plain(option) for option in marks) if halves or len(marks) <= MOST_BUTTONS else (),
        halves=halves,
        verdict=criterion.key == qualifying.KEY,
    )


def plain(number: Decimal) -> str:
    """7 rather than 7.00, and never 1E+1."""
    return f"{number.normalize():f}"
