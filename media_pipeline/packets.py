"""What the packets of a file say: when pictures really are shown, as against what the header claims.

A header is a promise. Two cut-off films in our tests promise 41 pictures and hold 26, and ffmpeg's exit code is 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from media_pipeline import hostile

STEADY_WITHIN_S = 0.004
"""Matroska rounds times to milliseconds; gaps that differ by more are a variable frame rate."""
UNEVEN_BEYOND = 0.25
"""A gap that is a quarter off the usual one can be seen."""
UNEVEN_SHARE_THAT_STUTTERS = 0.10
"""Every phone drops a frame now and then; beyond this share it is the recording's manner."""

BEGINS_ANEW_S = 1.0
"""Decoding times never go back within one recording; a second is no rounding."""

USUAL_RATES = tuple(
    Fraction(rate)
    for rate in ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60", "15", "12")
)


class _Packet(NamedTuple):
    shown_at: float | None
    decoded_at: float | None
    duration: float
    is_key: bool


_Picture = tuple[float, float, bool]
"""Time, duration and key flag of one picture."""


@dataclass
class _Clock:
    """Make one line of times that begin anew: cameras and `cat` join transport streams without asking the clock.

    ffmpeg does the same when it decodes; without it two takes of a minute would count as one.
    """

    offset: float = 0.0
    _last: float | None = None
    _gap: float = 0.0

    def straighten(
        self, shown_at: float | None, decoded_at: float | None, duration: float
    ) -> tuple[float | None, float | None]:
        """Return both times on the line."""
        if decoded_at is not None:
            if self._last is not None and decoded_at + self.offset < self._last - BEGINS_ANEW_S:
                self.offset = self._last + self._gap - decoded_at
            self._last, self._gap = decoded_at + self.offset, duration
        moved = (None if time is None else time + self.offset for time in (shown_at, decoded_at))
        return next(moved), next(moved)


@dataclass
class PacketRun:
    """The packets of one stream, counted while they pass."""

    count: int = 0
    discarded: int = 0
    """Packets that the edit list tells players to leave out."""
    bytes: int = 0
    shown: list[_Packet] = field(default_factory=list)
    hidden: list[_Packet] = field(default_factory=list)
    largest_change: int = 0
    """Bytes of the largest packet that is no key frame."""
    _clock: _Clock = field(default_factory=_Clock)

    def add(self, fields: dict[str, str]) -> None:
        """Count one packet; its numbers may be missing or absurd."""
        flags = fields.get("flags", "")
        self.count += 1
        self.bytes += hostile.whole(fields.get("size")) or 0
        self.discarded += "D" in flags
        if "K" not in flags:
            self.largest_change = max(self.largest_change, hostile.whole(fields.get("size")) or 0)
        duration = hostile.number(fields.get("duration_time")) or 0.0
        shown_at, decoded_at = hostile.number(fields.get("pts_time")), hostile.number(fields.get("dts_time"))
        times = self._clock.straighten(shown_at, decoded_at, duration)
        packet = _Packet(*times, duration, "K" in flags)
        (self.hidden if "D" in flags else self.shown).append(packet)

    @cached_property
    def _timed(self) -> list[_Picture]:
        """The pictures that are shown, in order."""
        return _in_order(self.shown)

    @cached_property
    def times(self) -> list[float]:
        """When each picture is shown, in order."""
        return [time for time, _, _ in self._timed]

    @property
    def start_s(self) -> float:
        """The time of the first picture shown."""
        return self.times[0] if self.times else 0.0

    @cached_property
    def gap_s(self) -> float:
        """The usual time from one picture to the next."""
        return median(self._gaps()) if len(self.times) > 1 else 0.0

    @property
    def span_s(self) -> float:
        """From the first picture to the end of the last one, edit list respected."""
        return _span_s(self._timed, self.gap_s)

    @property
    def whole_span_s(self) -> float:
        """From the first picture to the end of the last one, with those that the edit list hides."""
        return _span_s(_in_order([*self.shown, *self.hidden]), self.gap_s) if self.hidden else self.span_s

    @property
    def frames_per_second(self) -> float:
        """Pictures over their span."""
        return len(self.times) / self.span_s if self.span_s > 0 else 0.0

    @property
    def unsteady(self) -> bool:
        """True for any variable frame rate, also a faint one."""
        return _is_unsteady(self.times, self.gap_s)

    @property
    def whole_unsteady(self) -> bool:
        """The same of the recording with the pictures that the edit list hides."""
        times = [time for time, _, _ in _in_order([*self.shown, *self.hidden])]
        return _is_unsteady(times, self.gap_s) if self.hidden else self.unsteady

    @property
    def uneven_share(self) -> float:
        """The share of gaps so far from the usual one that movement stutters, 0 to 1."""
        gaps, usual = self._gaps(), self.gap_s
        return sum(abs(gap - usual) > UNEVEN_BEYOND * usual for gap in gaps) / len(gaps) if gaps else 0.0

    @property
    def longest_key_gap_s(self) -> float:
        """The longest wait from one key frame to the next, or to the end."""
        marks = [*(time for time, _, is_key in self._timed if is_key), self.start_s + self.span_s]
        return max((after - before for before, after in pairwise(marks)), default=0.0)

    def _gaps(self) -> list[float]:
        return [after - before for before, after in pairwise(self.times)]


def _in_order(packets: list[_Packet]) -> list[_Picture]:
    """Sort by time shown.

    MPEG program streams leave out some display times; then all are taken from the decoding times.
    """
    complete = all(packet.shown_at is not None for packet in packets)
    rows = [
        (packet.shown_at if complete or packet.decoded_at is None else packet.decoded_at, packet)
        for packet in packets
    ]
    return sorted((time, packet.duration, packet.is_key) for time, packet in rows if time is not None)


def _is_unsteady(times: list[float], gap_s: float) -> bool:
    return any(abs(after - before - gap_s) > STEADY_WITHIN_S for before, after in pairwise(times))


def _span_s(pictures: list[_Picture], gap_s: float) -> float:
    if not pictures:
        return 0.0
    last, duration, _ = pictures[-1]
    # Chrome's recorder writes no duration, Android a millisecond: then the last picture stands one usual gap.
    return last - pictures[0][0] + (duration if duration >= gap_s / 2 else gap_s)


class PacketReader:
    """Read ``ffprobe -show_entries packet=… -of compact=p=0`` line by line, while it is written.

    Ten hours of film have two million packets; a file that claims more is counted, and no more than that.
    """

    def __init__(self, *, most: int = 2_500_000) -> None:
        """Begin with nothing."""
        self.runs: dict[int, PacketRun] = defaultdict(PacketRun)
        self._left = most

    def feed(self, line: str) -> None:
        """Read one line; a line that is no packet is passed over."""
        fields = dict(part.split("=", 1) for part in line.strip().split("|") if "=" in part)
        index = hostile.whole(fields.get("stream_index"))
        if index is not None and self._left > 0:
            self._left -= 1
            self.runs[index].add(fields)


def read_packets(lines: Iterable[str]) -> dict[int, PacketRun]:
    """Read all lines at once."""
    reader = PacketReader()
    for line in lines:
        reader.feed(line)
    return dict(reader.runs)


def exact_rate(run: PacketRun, *claims: Fraction | None) -> Fraction:
    """Give the frame rate as the fraction it was meant to be, so that frame 8000 is still the right one.

    A header may claim 57600 or 1000: its word counts only where the packets agree. 0 when nothing is known.
    """
    measured, gap = run.frames_per_second, run.gap_s
    if measured <= 0:
        return Fraction(0)
    within = 0.002
    if gap > 0 and abs(measured * gap - 1) > 0.02 and run.uneven_share <= UNEVEN_SHARE_THAT_STUTTERS:
        # A phone that dropped a few frames: the usual gap says what was meant, to the millisecond.
        measured, within = 1 / gap, 0.015
    claimed = [claim for claim in claims if claim in USUAL_RATES]
    if usual := _usual_rate(measured, within, claimed):
        return usual
    if gap > 0 and abs(measured * gap - 1) <= 0.02 and run.uneven_share <= UNEVEN_SHARE_THAT_STUTTERS:
        # A short film whose first picture stands longer: its mean is off, its usual gap is not.
        return _usual_rate(1 / gap, 0.0005, claimed) or Fraction(measured).limit_denominator(1001)
    return Fraction(measured).limit_denominator(1001)


def _usual_rate(measured: float, within: float, claimed: Sequence[Fraction]) -> Fraction | None:
    for rates in (claimed, USUAL_RATES):
        nearest = min(rates, key=lambda rate: abs(float(rate) - measured), default=None)
        if nearest and abs(float(nearest) - measured) <= within * measured:
            return nearest
    return None
