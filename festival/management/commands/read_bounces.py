"""Returned letters, from wherever the mail server puts them."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from festival.actions.returned import take_reports
from festival.bounces.reading import MOST_BYTES
from festival.mailboxes import from_imap, from_maildir, from_mbox


class Command(BaseCommand):
    help = (
        "Read reports about undeliverable letters: one message from standard input (the pipe of a mail server), "
        "a Maildir, an mbox file, or the mailbox of BOUNCE_MAILBOX (imaps://user:password@host/INBOX)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--maildir", type=Path, metavar="FOLDER")
        where.add_argument("--mbox", type=Path, metavar="FILE")
        where.add_argument("--imap", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = self._read(options)
        self.stdout.write(
            f"returned {counts['returned']}, delayed {counts['delayed']}, read before {counts['known']}, "
            f"not ours {counts['stranger']}, no report {counts['no_report']}"
        )

    def _read(self, options: dict[str, Any]) -> Counter[str]:
        for name, read in (("maildir", from_maildir), ("mbox", from_mbox)):
            if place := options[name]:
                if not place.exists():
                    raise CommandError(f"{place} does not exist.")
                return take_reports(read(place))
        if options["imap"]:
            if not settings.BOUNCE_MAILBOX:
                raise CommandError("Set BOUNCE_MAILBOX, for example imaps://user:password@host/INBOX.")
            with from_imap(settings.BOUNCE_MAILBOX) as messages:
                return take_reports(messages)
        return take_reports([sys.stdin.buffer.read(MOST_BYTES)])
