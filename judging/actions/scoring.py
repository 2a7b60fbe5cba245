"""What a juror does with one film: score, note, flag, step back, confirm, open again."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.exceptions import FestivalError, NotReady
from festival.percents import percent
from judging import notes, qualifying
from judging.actions.drawing import draw_repeats
from judging.actions.duties import refuse_unless_open
from judging.actions.watching import watched_percent
from judging.enums import CardState, Flag
from judging.exceptions import CardConfirmed, SteppedBack
from judging.lifecycle import card_state
from judging.models import Assignment, Criterion, Score, Scorecard
from judging.questions import applies, asked_of, questions_of

LONGEST_TEXT = 5000
WORDS = ("private_note", "committee_note", "remark", "flag")


def save_score(assignment: Assignment, criterion: Criterion, value: Any, *, by: Any) -> Scorecard:
    """Give a mark, or take it back with None. The same mark twice is written once."""
    mark = valid_mark(assignment, criterion, value)
    with transaction.atomic():
        card = card_for_writing(assignment)
        refuse_marks(card)
        present = Score.objects.filter(scorecard=card, criterion=criterion).order_by("-pk").first()
        if (present.value if present else None) != mark:
            write_mark(assignment, card, criterion, mark, by=by)
    return card


def save_words(
    assignment: Assignment,
    *,
    by: Any,
    private_note: str | None = None,
    committee_note: str | None = None,
    remark: str | None = None,
    flag: str | None = None,
) -> Scorecard:
    """Keep what is given and leave the rest. Words may still change on a confirmed card while the round is open."""
    given = {
        "private_note": private_note,
        "committee_note": committee_note,
        "remark": remark,
        "flag": flag,
    }
    wanted = {name: valid_words(name, value) for name, value in given.items() if value is not None}
    with transaction.atomic():
        card = card_for_writing(assignment)
        write_words(assignment, card, wanted)
    return card


def valid_words(name: str, value: str) -> str:
    """As it will be kept. Raises FestivalError."""
    words = plain_text(value)
    if name == "flag" and words not in Flag.values:
        raise FestivalError(_("This flag does not exist."), status=422)
    if len(words) > LONGEST_TEXT:
        raise FestivalError(_("A note can have at most 5,000 letters."), status=422)
    return words


def write_words(assignment: Assignment, card: Scorecard, wanted: dict[str, str]) -> None:
    """Of a locked card; only what differs from what is there."""
    changed = [name for name, value in wanted.items() if notes.read(assignment, card, name) != value]
    for name in changed:
        notes.write(assignment, card, name, wanted[name])
    if changed:
        touch(card, changed)
        card.save()


def write_mark(
    assignment: Assignment, card: Scorecard, criterion: Criterion, mark: Decimal | None, *, by: Any
) -> None:
    """Of a locked card: one more row. Notes how much had been watched when the last question was answered."""
    Score.objects.create(scorecard=card, criterion=criterion, value=mark, given_by=by)
    touch(card, [f"criterion_{criterion.pk}"])
    if card.watched_when_scored is None and not unanswered(assignment, card):
        card.watched_when_scored = watched_percent(assignment)
    card.save()


def touch(card: Scorecard, names: list[str]) -> None:
    """One version on: these fields changed with it."""
    card.version += 1
    card.field_versions |= dict.fromkeys(names, card.version)


def refuse_marks(card: Scorecard) -> None:
    """Raises CardConfirmed or SteppedBack: no mark can be given on this card now."""
    if card.state == CardState.CONFIRMED:
        raise CardConfirmed
    if card.abstained:
        raise SteppedBack


def step_back(assignment: Assignment, *, by: Any, reason: str) -> Scorecard:
    """The juror abstains: seen or not, no opinion that counts. Confirms the card at once."""
    reason = plain_text(reason).strip()[:300]
    if not reason:
        raise NotReady([_("Say in a few words why you step back.")])
    with transaction.atomic():
        card = card_for_writing(assignment)
        if card.state == CardState.CONFIRMED:
            raise CardConfirmed
        card.abstained, card.abstain_reason = True, reason
        card.save(update_fields=["abstained", "abstain_reason", "updated_at"])
        card_state.move(
            card, CardState.CONFIRMED, by=by, note=card.abstain_reason, confirmed_at=timezone.now()
        )
        draw_repeats(assignment)
    return card


def confirm_scorecard(assignment: Assignment, *, by: Any) -> Scorecard:
    """All criteria answered and enough watched, or everything that is missing at once."""
    with transaction.atomic():
        card = card_for_writing(assignment)
        if card.state == CardState.CONFIRMED:
            raise CardConfirmed
        if problems := confirming_problems(assignment, card):
            raise NotReady(problems, _("The scorecard is not complete yet."))
        card_state.move(card, CardState.CONFIRMED, by=by, confirmed_at=timezone.now())
        draw_repeats(assignment)
    return card


def reopen_scorecard(assignment: Assignment, *, by: Any) -> Scorecard:
    """Take the confirmation (or the stepping back) back, as long as the round is open. Twice changes nothing."""
    with transaction.atomic():
        card = card_for_writing(assignment)
        if card.state == CardState.DRAFT:
            return card
        return card_state.move(
            card, CardState.DRAFT, by=by, confirmed_at=None, abstained=False, abstain_reason=""
        )


def plain_text(words: str) -> str:
    """Without the zero byte, which PostgreSQL keeps in no text, and with one kind of line end."""
    return words.replace("\x00", "").replace("\r\n", "\n")


def unanswered(assignment: Assignment, card: Scorecard) -> list[Criterion]:
    """The criteria that apply to the film and have no mark."""
    current = Score.objects.filter(scorecard=card).current()
    answered = {score.criterion_id for score in current if score.value is not None}
    asked = asked_of(questions_of(assignment.round), assignment.entry_id)
    return [criterion for criterion in asked if criterion.pk not in answered]


def confirming_problems(assignment: Assignment, card: Scorecard) -> list[str]:
    missing = unanswered(assignment, card)
    problems = [_("“%(criterion)s” has no mark yet.") % {"criterion": c} for c in missing]
    problems += qualifying.confirming_problems(assignment.round, card, card.remark, card.committee_note)
    least = assignment.round.min_watched_percent
    seen = watched_percent(assignment)
    if seen is not None and seen < least:
        problems.append(
            _("You have watched %(seen)s of the film; this round asks for %(least)s.")
            % {"seen": percent(seen), "least": percent(least)}
        )
    return problems


def valid_mark(assignment: Assignment, criterion: Criterion, value: Any) -> Decimal | None:
    """The number, or None for none. Raises FestivalError."""
    if criterion.round_id != assignment.round_id:
        raise FestivalError(_("This criterion belongs to another round."), status=422)
    if value is None or value == "":
        return None
    if not applies(criterion, assignment.entry_id):
        raise FestivalError(
            _("“%(criterion)s” does not apply to this film.") % {"criterion": criterion}, status=422
        )
    mark = _number(value)
    if mark is None or mark not in criterion.marks():
        raise FestivalError(
            _("“%(criterion)s” takes marks from %(lowest)s to %(highest)s in steps of %(step)s.")
            % {
                "criterion": criterion,
                "lowest": f"{criterion.lowest.normalize():f}",
                "highest": f"{criterion.highest.normalize():f}",
                "step": f"{criterion.step.normalize():f}",
            },
            status=422,
        )
    return mark


def _number(value: Any) -> Decimal | None:
    """A plain decimal number; words, infinities and NaN are none."""
    text = str(value).strip()
    digits = text.removeprefix("-").replace(".", "", 1)
    return Decimal(text) if digits.isascii() and digits.isdigit() and len(text) < 12 else None


def card_for_writing(assignment: Assignment) -> Scorecard:
    """The locked card of an assignment that may still be worked on; made when it does not exist yet."""
    refuse_unless_open(assignment)
    Scorecard.objects.get_or_create(assignment=assignment)
    return Scorecard.objects.select_for_update().get(assignment=assignment)
