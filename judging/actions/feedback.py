"""The jury's comments on their way to the makers: collected, moderated one by one, told all at once."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from festival import audit
from festival.actions.closing import open_edition_row
from festival.exceptions import Conflict
from festival.models import Edition
from judging.emails import post_feedback
from judging.enums import CardState, FeedbackState, RoundState
from judging.lifecycle import feedback_state
from judging.models import Feedback, Scorecard
from submissions.enums import EntryState
from submissions.makers import letter_readers
from submissions.models import Entry
from submissions.tellings import with_readers


def collect_feedback(edition: Edition) -> int:
    """Confirmed comments of closed rounds that are not in the queue yet. Returns how many are new."""
    cards = Scorecard.objects.filter(
        assignment__round__edition=edition,
        assignment__round__state=RoundState.CLOSED,
        assignment__entry__state=EntryState.SUBMITTED,
        state=CardState.CONFIRMED,
        feedback__isnull=True,
    ).exclude(remark="")
    fresh = [Feedback(scorecard=card, text=card.remark) for card in cards]
    return len(Feedback.objects.bulk_create(fresh, ignore_conflicts=True))


@transaction.atomic
def approve_feedback(feedback: Feedback, *, text: str, by: Any) -> Feedback:
    """The maker may read this. What was told already stays as it was told."""
    _untold(feedback)
    note = "" if text == feedback.scorecard.remark else _("shortened or changed")
    if feedback.state == FeedbackState.APPROVED:
        feedback_state.move(feedback, FeedbackState.WAITING, by=by)
    return feedback_state.move(
        feedback,
        FeedbackState.APPROVED,
        by=by,
        note=note,
        text=text,
        moderated_by=by,
        moderated_at=timezone.now(),
    )


@transaction.atomic
def withhold_feedback(feedback: Feedback, *, by: Any) -> Feedback:
    """The maker does not read this."""
    _untold(feedback)
    return feedback_state.move(
        feedback, FeedbackState.WITHHELD, by=by, moderated_by=by, moderated_at=timezone.now()
    )


@transaction.atomic
def tell_feedback(edition: Edition, *, by: Any) -> int:
    """Show the makers what is approved and write each of them one letter. Only after the announcement.

    Returns how many comments. Later ones can be told in another go.
    """
    stored = open_edition_row(edition.pk)
    if stored.selection_released_at is None:
        raise Conflict(_("The selection is not announced. Makers hear nothing of the jury before."))
    ready = Feedback.objects.filter(
        scorecard__assignment__round__edition=edition, state=FeedbackState.APPROVED, told_at=None
    )
    now = timezone.now()
    entries = set(ready.values_list("scorecard__assignment__entry", flat=True))
    count = ready.update(told_at=now)
    if count:
        record = audit.record("edition.feedback_told", edition, by=by, comments=count)
        films: dict[Any, list[Entry]] = {}
        for film in with_readers(Entry.objects.filter(pk__in=entries).submitted()).by_number():
            for person in letter_readers(film):
                films.setdefault(person, []).append(film)
        for person, theirs in films.items():
            post_feedback(edition, person, theirs, key=f"feedback:{record.pk}:{person.pk}")
    return count


def _untold(feedback: Feedback) -> None:
    present = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
    if present.told_at is not None:
        raise Conflict(_("Its makers have read this already."))
