"""Moments of a film in people's words: "the cut at 1:23" holds second 83. Pure."""

import re
from collections.abc import Iterator

MOMENT = re.compile(r"(?<![\d:.,])(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?![\d:]|[.,]\d)")


def pieces(words: str) -> Iterator[tuple[str, int | None]]:
    """The words in order, each moment a piece of its own with its second; None for what lies between."""
    at = 0
    for match in MOMENT.finditer(words):
        if match.start() > at:
            yield words[at : match.start()], None
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        yield match[0], 3600 * hours + 60 * minutes + seconds
        at = match.end()
    if at < len(words):
        yield words[at:], None
