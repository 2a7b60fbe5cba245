"""What a juror does with one film: score, note, flag, step back, confirm, open again."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.exceptions import FestivalError, NotReady
from judging import watching
from judging.enums import CardState, Flag
from judging.exceptions import CardConfirmed, RoundNotOpen, SteppedBack
from judging.lifecycle import card_state
from judging.models import Assignment, Criterion, Score, Scorecard, Viewing
from submissions.enums import EntryState

LONGEST_TEXT = 5000


def save_score(assignment: Assignment, criterion: Criterion, value: Any, *, by: Any) -> Scorecard:
    """Give a mark, or take it back with None. The same mark twice is written once."""
    mark = _valid_mark(assignment, criterion, value)
    with transaction.atomic():
        card = _card_for_writing(assignment)
        if card.state == CardState.CONFIRMED:
            raise CardConfirmed
        if card.abstained:
            raise SteppedBack
        present = Score.objects.filter(scorecard=card, criterion=criterion).order_by("-pk").first()
        if (present.value if present else None) != mark:
            Score.objects.create(scorecard=card, criterion=criterion, value=mark, given_by=by)
            card.save(update_fields=["updated_at"])
    return card


def save_words(
    assignment: Assignment,
    *,
    by: Any,
    private_note: str | None = None,
    remark: str | None = None,
    flag: str | None = None,
) -> Scorecard:
    """Keep what is given and leave the rest. Words may still change on a confirmed card while the round is open."""
    given = {"private_note": private_note, "remark": remark, "flag": flag}
    wanted = {name: plain_text(value) for name, value in given.items() if value is not None}
    if wanted.get("flag") not in (None, *Flag.values):
        raise FestivalError(_("This flag does not exist."), status=422)
    if any(len(value) > LONGEST_TEXT for value in wanted.values()):
        raise FestivalError(_("A note can have at most 5,000 letters."), status=422)
    with transaction.atomic():
        card = _card_for_writing(assignment)
        changed = [name for name, value in wanted.items() if getattr(card, name) != value]
        for name in changed:
            setattr(card, name, wanted[name])
        if changed:
            card.save(update_fields=[*changed, "updated_at"])
    return card


def step_back(assignment: Assignment, *, by: Any, reason: str) -> Scorecard:
    """The juror abstains: seen or not, no opinion that counts. Confirms the card at once."""
    reason = plain_text(reason).strip()[:300]
    if not reason:
        raise NotReady([_("Say in a few words why you step back.")])
    with transaction.atomic():
        card = _card_for_writing(assignment)
        if card.state == CardState.CONFIRMED:
            raise CardConfirmed
        card.abstained, card.abstain_reason = True, reason
        card.save(update_fields=["abstained", "abstain_reason", "updated_at"])
        return card_state.move(
            card, CardState.CONFIRMED, by=by, note=card.abstain_reason, confirmed_at=timezone.now()
        )


def confirm_scorecard(assignment: Assignment, *, by: Any) -> Scorecard:
    """All criteria answered and enough watched, or everything that is missing at once."""
    with transaction.atomic():
        card = _card_for_writing(assignment)
        if card.state == CardState.CONFIRMED:
            raise CardConfirmed
        if problems := confirming_problems(assignment, card):
            raise NotReady(problems, _("The scorecard is not complete yet."))
        return card_state.move(card, CardState.CONFIRMED, by=by, confirmed_at=timezone.now())


def reopen_scorecard(assignment: Assignment, *, by: Any) -> Scorecard:
    """Take the confirmation (or the stepping back) back, as long as the round is open. Twice changes nothing."""
    with transaction.atomic():
        card = _card_for_writing(assignment)
        if card.state == CardState.DRAFT:
            return card
        return card_state.move(
            card, CardState.DRAFT, by=by, confirmed_at=None, abstained=False, abstain_reason=""
        )


def plain_text(words: str) -> str:
    """Without the zero byte, which PostgreSQL keeps in no text."""
    return words.replace("\x00", "")


def confirming_problems(assignment: Assignment, card: Scorecard) -> list[str]:
    current = Score.objects.filter(scorecard=card).current()
    answered = {score.criterion_id for score in current if score.value is not None}
    missing = [criterion for criterion in assignment.round.criteria.all() if criterion.pk not in answered]
    problems = [_("“%(criterion)s” has no mark yet.") % {"criterion": c} for c in missing]
    least = assignment.round.min_watched_percent
    seen = watched_percent(assignment)
    if seen is not None and seen < least:
        problems.append(
            _("You have watched %(seen)s %% of the film; this round asks for %(least)s %%.")
            % {"seen": seen, "least": least}
        )
    return problems


def watched_percent(assignment: Assignment) -> int | None:
    """How much of the film has been on the juror's screen, or None when its length is not known."""
    viewing = Viewing.objects.filter(assignment=assignment).first()
    return share_watched(viewing, assignment.entry.film_facts.duration_s)


def share_watched(viewing: Viewing | None, duration_s: float) -> int | None:
    """In per cent; None when the length is not known."""
    if not duration_s:
        return None
    return min(100, round(100 * (viewing.seconds if viewing else 0) / duration_s))


def record_watching(assignment: Assignment, spans: Iterable[Sequence[float]]) -> Viewing:
    """Merge stretches of seconds that the player reports. Sending them twice changes nothing."""
    duration = assignment.entry.film_facts.duration_s
    with transaction.atomic():
        _refuse_unless_open(assignment)
        Viewing.objects.get_or_create(assignment=assignment)
        viewing = Viewing.objects.select_for_update().get(assignment=assignment)
        viewing.stretches = watching.merge(viewing.stretches, spans, duration_s=duration)
        viewing.seconds = watching.seconds(viewing.stretches)
        viewing.save(update_fields=["stretches", "seconds", "updated_at"])
    return viewing


def _valid_mark(assignment: Assignment, criterion: Criterion, value: Any) -> Decimal | None:
    if criterion.round_id != assignment.round_id:
        raise FestivalError(_("This criterion belongs to another round."), status=422)
    if value is None or value == "":
        return None
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


def _card_for_writing(assignment: Assignment) -> Scorecard:
    """The locked card of an assignment that may still be worked on; made when it does not exist yet."""
    _refuse_unless_open(assignment)
    Scorecard.objects.get_or_create(assignment=assignment)
    return Scorecard.objects.select_for_update().get(assignment=assignment)


def _refuse_unless_open(assignment: Assignment) -> None:
    """Reads the round again under a shared lock, so that no mark slips in while it is being closed."""
    judged = type(assignment.round).objects.select_for_update(no_key=True).get(pk=assignment.round_id)
    if not judged.takes_scores or assignment.entry.state != EntryState.SUBMITTED:
        raise RoundNotOpen
    if not Assignment.objects.filter(pk=assignment.pk).standing().exists():
        raise FestivalError(_("This film is no longer among yours."), status=404)
