"""Keep what a page sends of a scorecard: once however often it is sent, and never over what another window wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival.exceptions import FestivalError
from judging import notes
from judging.actions.scoring import (
    WORDS,
    card_for_writing,
    plain_text,
    refuse_marks,
    valid_mark,
    valid_words,
    write_mark,
    write_words,
)
from judging.booth import current_marks, plain
from judging.models import Assignment, Criterion, Repeat, Scorecard
from judging.sealing import NoteUnreadable

RECENT_SAVES = 20
LONGEST_KEY = 40
MARK = "criterion_"


@dataclass
class Saved:
    """What became of a save. Fields by their name in the form, values as the form writes them.

    `conflicts`: changed elsewhere since the page read them; what is kept there, for the juror to choose. `fresh`: what
    else changed since, to be shown. `refusal`: why no mark is taken at all; words are kept all the same.
    """

    card: Scorecard | Repeat
    problems: list[str] = field(default_factory=list)
    conflicts: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    refusal: FestivalError | None = None


def save_card(
    assignment: Assignment,
    criteria: Sequence[Criterion],
    sent: Mapping[str, Any],
    *,
    by: Any,
    base: int | None = None,
    key: str = "",
) -> Saved:
    """Keep everything sent that is valid; what is not sent stays.

    `base`: the version of the card that the page had; None overwrites. `key`: the name of this save, made by its
    sender: with the same one again nothing is written. Raises RoundNotOpen, or 404 for a film taken away.
    """
    with transaction.atomic():
        card = card_for_writing(assignment)
        saved, present = Saved(card), _present(assignment, card, criteria)
        again = bool(key) and key[:LONGEST_KEY] in card.recent_saves
        if not again:
            _apply(saved, assignment, criteria, sent, present, by=by, base=base)
            if key:
                card.recent_saves = [*card.recent_saves, key[:LONGEST_KEY]][-RECENT_SAVES:]
                card.save(update_fields=["recent_saves"])
        if base is not None:
            now = _present(assignment, card, criteria)
            changed = {name for name, version in card.field_versions.items() if version > base}
            told = set(saved.conflicts) if again else {*saved.conflicts, *sent}
            saved.fresh = {name: now[name] for name in sorted(changed & now.keys() - told)}
    return saved


@dataclass(frozen=True)
class _Desk:
    """What is asked again and again while one save is worked through."""

    saved: Saved
    assignment: Assignment
    present: Mapping[str, str]
    base: int | None
    seen: Mapping[str, int]

    def takes(self, name: str, value: str) -> bool:
        """Whether this value is to be written: it is new, and nobody else wrote another one since."""
        if value == self.present[name]:
            return False
        if self.base is not None and self.seen.get(name, 0) > self.base:
            self.saved.conflicts[name] = self.present[name]
            return False
        return True


def _apply(
    saved: Saved,
    assignment: Assignment,
    criteria: Sequence[Criterion],
    sent: Mapping[str, Any],
    present: Mapping[str, str],
    *,
    by: Any,
    base: int | None,
) -> None:
    desk = _Desk(saved, assignment, present, base, dict(saved.card.field_versions))
    wanted: dict[str, str] = {}
    for name in (name for name in WORDS if name in sent):
        try:
            words = _readable_words(desk, name, str(sent[name]))
        except FestivalError as error:
            saved.problems.append(str(error.message))
        else:
            if desk.takes(name, words):
                wanted[name] = words
    write_words(assignment, saved.card, wanted)
    for criterion in criteria:
        name = f"{MARK}{criterion.pk}"
        if name in sent:
            _mark(desk, criterion, name, plain_text(str(sent[name] or "")), by=by)
    asked = {f"{MARK}{criterion.pk}" for criterion in criteria}
    if any(name.startswith(MARK) and name not in asked for name in sent):
        saved.problems.append(_("One of these questions is not asked in this round. Reload the page."))


def _readable_words(desk: _Desk, name: str, value: str) -> str:
    """A note that cannot be opened is not written over: its key may come back."""
    words = valid_words(name, value)
    if name not in desk.present:
        raise NoteUnreadable
    return words


def _mark(desk: _Desk, criterion: Criterion, name: str, value: str, *, by: Any) -> None:
    saved = desk.saved
    try:
        mark = valid_mark(desk.assignment, criterion, value)
    except FestivalError as error:
        saved.problems.append(str(error.message))
        return
    if not desk.takes(name, _as_text(mark)):
        return
    try:
        refuse_marks(saved.card)
    except FestivalError as error:
        saved.refusal = error
    else:
        write_mark(desk.assignment, saved.card, criterion, mark, by=by)


def _present(assignment: Assignment, card: Scorecard, criteria: Sequence[Criterion]) -> dict[str, str]:
    """Every field as the form writes it; a note that cannot be opened is not among them."""
    marks = current_marks(card)
    shown = {f"criterion_{criterion.pk}": _as_text(marks.get(criterion.pk)) for criterion in criteria}
    for name in WORDS:
        try:
            shown[name] = notes.read(assignment, card, name)
        except NoteUnreadable:
            continue
    return shown


def _as_text(mark: Decimal | None) -> str:
    return "" if mark is None else plain(mark)
