"""A returned letter: delivery status notifications (RFC 3464), and the reports of servers that know no standard. Pure.

Everything in a report was written by strangers. It is read as data: bounded, never followed, never shown as HTML.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr
from html import unescape

from festival.bounces.reasons import Verdict, judge

MOST_BYTES = 2_000_000
MOST_SAID = 600
_IDS = re.compile(r"<[^<>\s@]{1,150}@[^<>\s]{1,100}>")
_ADDRESS = re.compile(r"[\w.+=%-]{1,64}@[\w.-]{1,190}\.[a-z]{2,}", re.IGNORECASE)
_REFUSED = re.compile(r"(?<!\d)([45]\d\d)[ -](?:#?([45]\.\d{1,3}\.\d{1,3}) )?\S")
_BOUNCE_SUBJECT = re.compile(
    r"undeliver|delivery (status|failure|incomplete)|returned mail|failure notice|mail delivery|退信|not delivered",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Report:
    """About one recipient. `token`: what stood after the + of the return path; `message_ids`: what may be our letter."""

    recipient: str
    status: str
    said: str
    verdict: Verdict
    token: str = ""
    message_ids: tuple[str, ...] = ()


def read_report(raw: bytes) -> list[Report]:
    """What the message reports as not delivered; nothing for an answer on holiday or a receipt."""
    message = message_from_bytes(raw[:MOST_BYTES], policy=policy.compat32)
    if _is_no_bounce(message):
        return []
    token, ids = _token(message), _message_ids(message)
    per_recipient = [
        _from_fields(fields, token, ids) for part in _status_parts(message) for fields in _groups(part)
    ]
    found = [report for report in per_recipient if report is not None]
    if found or _status_parts(message):
        return found
    guessed = _from_words(message, token, ids)
    return [guessed] if guessed else []


def _is_no_bounce(message: Message) -> bool:
    """An answer on holiday. Mail systems call their reports auto-replied as well."""
    said = str(message.get("Auto-Submitted", "")).lower()
    report = message.get_content_type() == "multipart/report" or _from_a_mail_system(message)
    return said.startswith("auto-replied") and not report


def _from_a_mail_system(message: Message) -> bool:
    sender = parseaddr(str(message.get("From", "")))[1].lower()
    return sender.startswith(("postmaster@", "mailer-daemon@"))


def _token(message: Message) -> str:
    for name in ("X-Original-To", "Delivered-To", "Envelope-To", "To"):
        for value in message.get_all(name, []):
            local = parseaddr(str(value))[1].rpartition("@")[0]
            if "+" in local:
                return local.rpartition("+")[2][:80]
    return ""


def _status_parts(message: Message) -> list[Message]:
    return [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]


def _groups(part: Message) -> list[Message]:
    """One group of fields a recipient; the first one is about the whole message."""
    groups = part.get_payload()
    if not isinstance(groups, list):
        return []
    return [group for group in groups if isinstance(group, Message) and group.get("Final-Recipient")]


def _from_fields(fields: Message, token: str, ids: tuple[str, ...]) -> Report | None:
    action = str(fields.get("Action", "failed")).strip().lower()
    if action not in {"failed", "delayed"}:
        return None
    status = _first_word(str(fields.get("Status", "")))
    said = _tidy(str(fields.get("Diagnostic-Code", "")).partition(";")[2])
    code = _REFUSED.search(said)
    verdict = judge(code=int(code[1]) if code else 0, status=status, said=said)
    if action == "delayed":
        verdict = Verdict(verdict.reason, permanent=False)
    address = str(fields.get("Original-Recipient") or fields.get("Final-Recipient")).rpartition(";")[2]
    return Report(_address(address), status, said, verdict, token, ids)


def _from_words(message: Message, token: str, ids: tuple[str, ...]) -> Report | None:
    """A report without a status part: known by its sender or subject, and a sentence of refusal in it."""
    text = "\n".join(_texts(message))
    subject = _decoded(str(message.get("Subject", "")))
    if not (_BOUNCE_SUBJECT.search(subject) or _from_a_mail_system(message)):
        return None
    refused = _REFUSED.search(text)
    said = _tidy(text[refused.start() :].splitlines()[0] if refused else text)
    verdict = judge(code=int(refused[1]) if refused else 500, said=said if refused else text[:4000])
    address = _ADDRESS.search(str(message.get("X-Failed-Recipients", "")) or text)
    return Report(
        _address(address[0]) if address else "",
        refused[2] or "" if refused else "",
        said,
        verdict,
        token,
        ids,
    )


def _message_ids(message: Message) -> tuple[str, ...]:
    """Where the returned letter names itself: its own headers sent back, or what the report refers to."""
    said: list[str] = []
    for part in message.walk():
        if part is not message:
            said += [str(value) for value in part.get_all("Message-ID", [])]
        said += [str(value) for name in ("In-Reply-To", "References") for value in part.get_all(name, [])]
    said += [line for text in _texts(message) for line in text.splitlines() if "message-id" in line.lower()]
    return tuple(dict.fromkeys(found for value in said for found in _IDS.findall(value)))[:20]


def _texts(message: Message) -> list[str]:
    return [
        _plain(part)
        for part in message.walk()
        if part.get_content_type() in {"text/plain", "text/html", "text/rfc822-headers"}
    ]


def _plain(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = payload.decode(charset, errors="replace")
    except LookupError:  # a character set that nobody knows
        text = payload.decode("utf-8", errors="replace")
    if part.get_content_type() == "text/html":
        text = unescape(re.sub(r"<[^>]{0,500}>", " ", text))
    return text


def _decoded(header: str) -> str:
    from_words = message_from_bytes(f"Subject: {header}\n\n".encode(errors="replace"), policy=policy.default)
    return str(from_words["Subject"])


def _address(value: str) -> str:
    found = _ADDRESS.search(value)
    return found[0].strip(".").lower() if found else ""


def _first_word(value: str) -> str:
    return value.split(maxsplit=1)[0] if value.split() else ""


def _tidy(value: str) -> str:
    return " ".join(value.split())[:MOST_SAID]
