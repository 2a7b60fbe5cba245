"""What the office does with letters: hold one back, try again, send once more, give an address another chance."""

from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from festival import audit, tasks
from festival.enums import LetterState
from festival.exceptions import Conflict
from festival.letter_states import letter_state
from festival.models import DeadAddress, Letter


def cancel_letter(letter: Letter, *, by: Any) -> Letter:
    """Hold back a letter that has not left yet. Raises Conflict when it is on the wire this moment, or gone."""
    with transaction.atomic():
        try:
            Letter.objects.select_for_update(nowait=True, of=("self",)).get(pk=letter.pk)
        except OperationalError as error:
            raise Conflict(_("The letter is being sent this very moment.")) from error
        return letter_state.move(letter, LetterState.CANCELLED, by=by)


def retry_letter(letter: Letter, *, by: Any) -> Letter:
    """Try a failed letter again from the beginning, or a waiting one at once."""
    with transaction.atomic():
        letter_state.move(letter, LetterState.QUEUED, by=by, attempts=0, not_before=None, last_error="")
        tasks.send_letter.delay_on_commit(letter.pk)
    return letter


def retry_failed(letters: Any, *, by: Any) -> int:
    """All failed ones among these; returns how many. They go out at the pace of letters to many."""
    with transaction.atomic():
        failed = list(letters.filter(state=LetterState.FAILED).select_for_update(of=("self",)))
        for letter in failed:
            letter_state.move(
                letter, LetterState.QUEUED, by=by, attempts=0, not_before=None, last_error="", paced=True
            )
    return len(failed)


def send_again(letter: Letter, *, by: Any) -> Letter:
    """The same words once more as a letter of its own, to the address that the person has today."""
    if letter.may_still_be_sent:
        raise Conflict(_("The letter has not left yet."))
    with transaction.atomic():
        copy = Letter.objects.create(
            edition=letter.edition,
            recipient=letter.recipient,
            to_email=letter.recipient.email if letter.recipient else letter.to_email,
            language=letter.language,
            kind=letter.kind,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            again_for=letter,
        )
        audit.record("letter.sent_again", copy, by=by, letter=letter.pk)
        tasks.send_letter.delay_on_commit(copy.pk)
    return copy


def trust_address(address: str, *, by: Any, edition: Any) -> None:
    """The address takes mail again, somebody says. Doing it twice changes nothing."""
    with transaction.atomic():
        for dead in DeadAddress.objects.select_for_update().filter(address__iexact=address):
            audit.record("address.trusted", edition, by=by, address=dead.address)
            dead.delete()
