"""From a letter to a message on the wire, and from what the server answers to what becomes of the letter."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from festival.bounces import Reason, Verdict, judge
from festival.letter_kinds import is_reminder
from festival.models import Letter
from festival.unsubscribing import stop_url

MAX_ATTEMPTS = 8
# After the first, second … refusal; together two days, as mail servers have it among themselves.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
HOUSE_PAUSE = timedelta(minutes=10)
LONGEST_NAME = 80


@dataclass(frozen=True)
class Refusal:
    """`house`: our own server, network or account, not this letter; it waits without losing a try."""

    verdict: Verdict
    said: str
    code: int = 0
    house: bool = False


def message_for(letter: Letter) -> EmailMultiAlternatives:
    """The letter as mail. Its Message-ID is the same at every try, so that a letter sent twice is known as one.

    Raises ValueError for an address that cannot be written on the wire.
    """
    if not letter.to_email.rpartition("@")[0].isascii():
        raise ValueError("The part before the @ holds letters that mail servers do not take.")
    edition = letter.edition
    with translation.override(letter.language):
        house = str(edition.festival) if edition else ""
    headers = {
        "From": _named(house, _portal_address()),
        "Message-ID": message_id(letter),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Language": letter.language,
    }
    if is_reminder(letter.kind) and letter.recipient is not None:
        headers["List-Unsubscribe"] = f"<{stop_url(letter.recipient)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    contact = edition.festival.contact_email if edition else ""
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        from_email=return_path(letter),
        to=[_named(letter.recipient.name if letter.recipient else "", letter.to_email)],
        reply_to=[contact] if contact else None,
        headers=headers,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def refusal_of(error: Exception) -> Refusal:
    """What the server meant. A permanent answer (5xx) is final; 4xx and a lost connection are tried again.

    A connection that is lost after the text was handed over may mean that the letter arrived: it is sent again all the
    same (a decision that nobody got is worse than one that came twice), under the same Message-ID, and it counts.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _answer(code, said)
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return Refusal(Verdict(Reason.UNCLEAR, permanent=False), _text(error), house=True)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Refusal(Verdict(Reason.BLOCKED, permanent=False), _text(error), error.smtp_code, house=True)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    if isinstance(error, ValueError):  # a header or an address that no server would take
        return Refusal(Verdict(Reason.UNCLEAR, permanent=True), str(error))
    house = not isinstance(error, smtplib.SMTPException)
    return Refusal(Verdict(Reason.LATE, permanent=False), _text(error), house=house)


def message_id(letter: Letter) -> str:
    """Made of the letter's number and a seal, so that a report about it cannot be invented by others."""
    domain = _portal_address().rpartition("@")[2] or "localhost"
    return f"<letter.{letter.pk}.{_seal(letter.pk)}@{domain}>"


def return_path(letter: Letter) -> str:
    """Where reports go: an address of the letter's own if BOUNCE_ADDRESS is set, else the portal's."""
    if not settings.BOUNCE_ADDRESS:
        return settings.DEFAULT_FROM_EMAIL
    local, _at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{local}+{letter.pk}-{_seal(letter.pk)}@{domain}"


def letter_behind(token: str, message_ids: tuple[str, ...]) -> Letter | None:
    """The letter that a report is about, by its return path or its Message-ID; nobody else's guess counts."""
    marks = [token.rpartition("-")[::2]] if token else []
    for said in message_ids:
        parts = said.strip("<>").partition("@")[0].split(".")
        if len(parts) == 3 and parts[0] == "letter":
            marks.append((parts[1], parts[2]))
    for number, seal in marks:
        plain = number.isascii() and number.isdecimal() and len(number) < 19
        if plain and constant_time_compare(seal, _seal(int(number))):
            return Letter.objects.filter(pk=int(number)).first()
    return None


def _seal(number: int) -> str:
    return salted_hmac("festival.letters", str(number), algorithm="sha256").hexdigest()[:20]


def _portal_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _named(name: str, address: str) -> str:
    """A name before an address, whatever it contains; without one the address alone."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]
    return formataddr((clean, address)) if clean else address


def _answer(code: int, said: bytes | str) -> Refusal:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return Refusal(judge(code=code, said=words), f"{code} {words}".strip(), code)


def _text(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {words}"
    return str(error)
