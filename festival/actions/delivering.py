"""What becomes of a letter when it is handed to the mail server. Its row is locked by whoever calls."""

from django.db.models.functions import Lower
from django.utils import timezone

from festival.enums import LetterState
from festival.letter_kinds import is_reminder
from festival.mail import HOUSE_PAUSE, MAX_ATTEMPTS, PAUSES, Refusal, message_id
from festival.models import Bounce, DeadAddress, Letter, NoReminders
from festival.models.user import GONE_DOMAIN


def sent(letter: Letter) -> None:
    _write(
        letter,
        state=LetterState.SENT,
        sent_at=timezone.now(),
        attempts=letter.attempts + 1,
        last_error="",
        message_id=message_id(letter),
    )


def refused(letter: Letter, refusal: Refusal) -> None:
    """For good, or until the next try. What is our own server's fault costs no try: no letter is lost by it."""
    said = refusal.said[:2000]
    if refusal.house:
        _write(
            letter,
            state=LetterState.RETRYING,
            not_before=timezone.now() + HOUSE_PAUSE,
            last_error=said,
        )
        return
    attempts = letter.attempts + 1
    over = refusal.verdict.permanent or attempts >= MAX_ATTEMPTS
    _write(
        letter,
        state=LetterState.FAILED if over else LetterState.RETRYING,
        attempts=attempts,
        not_before=None if over else timezone.now() + PAUSES[attempts - 1],
        last_error=said,
    )
    if over:
        note_refusal(letter, refusal)


def note_refusal(letter: Letter, refusal: Refusal) -> None:
    Bounce.objects.create(
        letter=letter,
        address=letter.to_email,
        permanent=refusal.verdict.permanent,
        reason=refusal.verdict.reason,
        said=refusal.said[:2000],
    )
    if refusal.verdict.kills_address:
        bury(letter.to_email, refusal.verdict.reason, refusal.said)


def suppressed_for(letter: Letter) -> bool:
    """A reminder that is not wanted, or would not arrive, is not sent. Nothing is sent to somebody who was forgotten.

    No other letter is ever held back.
    """
    if letter.to_email.endswith(GONE_DOMAIN):
        _write(letter, state=LetterState.SUPPRESSED, last_error="erased")
        return True
    if not is_reminder(letter.kind):
        return False
    unwanted = NoReminders.wished_by(letter.recipient)
    if not unwanted and not is_dead(letter.to_email):
        return False
    why = "unsubscribed" if unwanted else "dead_address"
    _write(letter, state=LetterState.SUPPRESSED, last_error=why)
    return True


def bury(address: str, reason: str, said: str) -> None:
    """Note that the address takes no mail. The first report stands."""
    if not is_dead(address):
        DeadAddress.objects.bulk_create(
            [DeadAddress(address=address, reason=reason, said=said[:2000])], ignore_conflicts=True
        )


def is_dead(address: str) -> bool:
    return DeadAddress.objects.filter(address__iexact=address).exists()


def dead_among(addresses: list[str]) -> dict[str, DeadAddress]:
    """Those of many addresses that take no mail, in one query, by the address in small letters."""
    wanted = {address.lower() for address in addresses if address}
    found = DeadAddress.objects.annotate(small=Lower("address")).filter(small__in=wanted)
    return {row.address.lower(): row for row in found} if wanted else {}


def _write(letter: Letter, **values: object) -> None:
    Letter.objects.filter(pk=letter.pk).update(**values)
    for name, value in values.items():
        setattr(letter, name, value)
