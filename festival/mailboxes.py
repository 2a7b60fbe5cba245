"""Where returned letters are fetched: a pipe, a Maildir, an mbox file, an IMAP mailbox. One message at a time."""

import imaplib
import mailbox
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

MOST_AT_ONCE = 500


def from_maildir(place: Path) -> Iterator[bytes]:
    """New messages; each is moved to the read ones when the next is asked for, so a stop loses none."""
    box = mailbox.Maildir(place, create=False)
    for key in list(box.iterkeys()):
        message = box.get_message(key)
        if message.get_subdir() != "new":
            continue
        yield box.get_bytes(key)
        message.set_subdir("cur")
        message.add_flag("S")
        box[key] = message


def from_mbox(place: Path) -> Iterator[bytes]:
    """All messages of a file. It is only read; what was taken before is known again."""
    box = mailbox.mbox(place, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()


@contextmanager
def from_imap(url: str) -> Iterator[Iterator[bytes]]:
    """Unread messages of imaps://user:password@host/INBOX, marked as read one by one. Raises OSError, imaplib.error."""
    parts = urlsplit(url)
    secure = parts.scheme == "imaps"
    host, folder = parts.hostname or "localhost", unquote(parts.path.strip("/")) or "INBOX"
    client: imaplib.IMAP4
    if secure:
        client = imaplib.IMAP4_SSL(host, parts.port or 993, timeout=30)
    else:
        client = imaplib.IMAP4(host, parts.port or 143, timeout=30)
    try:
        client.login(unquote(parts.username or ""), unquote(parts.password or ""))
        client.select(f'"{folder}"')
        yield _unread(client)
    finally:
        client.logout()


def _unread(client: imaplib.IMAP4) -> Iterator[bytes]:
    _answer, numbers = client.uid("SEARCH", "UNSEEN")
    for number in (numbers[0] or b"").split()[:MOST_AT_ONCE]:
        _answer, data = client.uid("FETCH", number.decode(), "(BODY.PEEK[])")
        for piece in data:
            if isinstance(piece, tuple):
                yield piece[1]
        client.uid("STORE", number.decode(), "+FLAGS", "(\\Seen)")
