"""What a subtitle file is once it is read: cues in whole milliseconds, and what was learnt on the way."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 5 * 1024**2
"""A feature film's subtitles are about 100 kB; a file of this size holds every word of a long novel."""
MOST_CUES = 20_000
MOST_LETTERS_IN_A_CUE = 1000
LATEST_MS = 100 * 3600 * 1000
"""SubRip can write no later time than this."""


class UnreadableError(Exception):
    """No subtitles can be made of this file. ``code`` is a finding's, ``params`` are its figures."""

    def __init__(self, code: str, **params: object) -> None:
        """Keep what the sentence needs."""
        self.code, self.params = code, params
        super().__init__(code)


@dataclass(frozen=True)
class Cue:
    """One appearance of text. ``markup`` is safe WebVTT, ``plain`` the same without tags and escapes."""

    start_ms: int
    end_ms: int
    markup: str
    plain: str
    settings: str = ""
    """WebVTT cue settings: where it stands, when its author said so."""

    @property
    def start_s(self) -> float:
        """The moment in seconds."""
        return self.start_ms / 1000

    @property
    def duration_s(self) -> float:
        """Seconds on screen."""
        return (self.end_ms - self.start_ms) / 1000


@dataclass(frozen=True)
class Reading:
    """A subtitle file that could be read. ``cues`` are in order of time and each lasts a while."""

    format: str
    encoding: str
    encoding_is_certain: bool
    cues: tuple[Cue, ...]
    lost_letters: int = 0
    skipped: int = 0
    """Lines that look like cues and could not be understood."""
    backwards: tuple[float, ...] = ()
    """Where a cue ended before it began; it was given two seconds."""
