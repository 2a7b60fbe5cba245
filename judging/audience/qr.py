"""Tickets to be printed: a square to scan, and the same in letters."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from qrcode import constants
from qrcode.main import QRCode

from judging.audience.codes import ticket_code
from judging.audience.hashes import ticket_key
from judging.models import Poll, VoteTicket

QUIET = 4
"""Empty modules around the square: scanners need them (ISO/IEC 18004)."""


@dataclass(frozen=True)
class PrintedTicket:
    """`path` draws the dark modules of the square in a box of `size`."""

    number: int
    code: str
    url: str
    path: str
    size: int
    void: bool


def sheet_of(poll: Poll, tickets: Iterable[VoteTicket]) -> list[PrintedTicket]:
    """Without a salt (the voters are forgotten) nothing can be printed any more."""
    if not poll.salt:
        return []
    key = ticket_key(poll.salt)
    edition = poll.round.edition
    where = {"festival": edition.festival.slug, "edition": edition.slug, "pk": poll.pk}
    printed = []
    for ticket in tickets:
        code = ticket_code(key, ticket.number)
        url = settings.PORTAL_URL + reverse("public:scan_ticket", kwargs={**where, "code": code})
        path, size = square(url)
        printed.append(PrintedTicket(ticket.number, code, url, path, size, ticket.voided_at is not None))
    return printed


def square(text: str) -> tuple[str, int]:
    """The drawing of a QR code (error correction M), and the length of its side, in modules."""
    drawn = QRCode(error_correction=constants.ERROR_CORRECT_M, border=QUIET)
    drawn.add_data(text)
    drawn.make(fit=True)
    rows = drawn.get_matrix()
    dark = ((x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in dark), len(rows)
