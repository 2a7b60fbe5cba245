"""Read what the checking filters of ffmpeg print: black, frozen and silent stretches, loudness, broken frames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from media_pipeline import hostile

LOUDNESS_UNKNOWN_LUFS = -70.0
"""ebur128 prints this when it heard nothing, or less than 0.4 s."""

FEWEST_FRAMES_FOR_FIELDS = 5

_STRETCH = re.compile(r"(black|silence|freeze)_(start|end): ?(-?[\d.]+)")
_LEVEL = re.compile(r"^\[(?P<source>[^\]@]+?) @ [^\]]+\] \[(?:error|fatal|panic)\] (?P<text>.*)")
_REPEATED = re.compile(r"Last message repeated (\d+) times")
_SUMMARY = re.compile(r"^\s+(I|LRA|Peak):\s+(-?[\d.]+|-inf|nan)\s+(?:LUFS|LU|dBFS)\s*$")
_WRITERS = (
    "null",
    "hls",
    "mp4",
    "out#",
    "vost#",
    "aost#",
    "enc:",
    "image2",
    "rawvideo",
    "libx264",
    "aac enc",
)
"""Complaints of the writing side: an uneven film makes 39 of them although no picture is damaged."""

Stretch = tuple[float, float]

_CROP = re.compile(r"crop=(\d+):(\d+):(\d+):(\d+)")
_FIELDS = re.compile(r"Multi frame detection: TFF: *(\d+) BFF: *(\d+) Progressive: *(\d+)")
_NEW_SIZE = "Reconfiguring filter graph because video parameters changed"


@dataclass(frozen=True)
class Area:
    """The part of the frame that ever shows a picture, as shares of width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def is_all(self) -> bool:
        """No bars worth the name: two pixels in a hundred may be an encoder's edge."""
        return self.width > ALL_OF_A_SIDE and self.height > ALL_OF_A_SIDE


ALL_OF_A_SIDE = 0.97


@dataclass(frozen=True)
class Measurements:
    """What was seen and heard. A field is None as long as nobody has looked."""

    loudness_lufs: float | None = None
    loudness_range_lu: float | None = None
    true_peak_dbtp: float | None = None
    silent: tuple[Stretch, ...] | None = None
    black: tuple[Stretch, ...] | None = None
    frozen: tuple[Stretch, ...] | None = None
    decode_errors: int | None = None
    decoded_frames: int | None = None
    active_picture: Area | None = None
    interlaced_share: float | None = None
    """Of the frames that were looked at and could be told, how many hold two moments; 0 to 1."""
    size_changes: int | None = None
    from_key_frames: bool | None = None
    """Picture facts that stand until every picture was looked at: nothing is refused for them."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Measurements:
        """Read back what to_json wrote."""
        values = dict(data)
        for name in ("silent", "black", "frozen"):
            if values.get(name) is not None:
                values[name] = tuple((start, end) for start, end in values[name])
        if area := values.get("active_picture"):
            values["active_picture"] = Area(**area)
        return cls(**values)

    def updated(self, other: Measurements) -> Measurements:
        """These measurements, with whatever the other pass knows in addition or better."""
        known = {rule.name: getattr(other, rule.name) for rule in fields(other)}
        return replace(self, **{name: value for name, value in known.items() if value is not None})


NOTHING_MEASURED = Measurements()


def read_sound(lines: Iterable[str], duration_s: float) -> Measurements:
    """Read the output of ``ebur128=peak=true`` and ``silencedetect``."""
    lines = list(lines)
    figures: dict[str, float | None] = {}
    for line in lines:
        if match := _SUMMARY.match(line):
            figures[match[1]] = hostile.number(match[2])
    loudness = figures.get("I")
    heard = loudness is not None and loudness > LOUDNESS_UNKNOWN_LUFS
    return Measurements(
        loudness_lufs=loudness if heard else None,
        loudness_range_lu=figures.get("LRA") if heard else None,
        true_peak_dbtp=figures.get("Peak") if heard else None,
        silent=read_stretches(lines, "silence", duration_s),
    )


def read_picture(lines: Iterable[str], duration_s: float, size: tuple[int, int]) -> Measurements:
    """Read the output of the checks of a full pass; ``size`` is what ``cropdetect`` was given."""
    lines = list(lines)
    return Measurements(
        black=read_stretches(lines, "black", duration_s),
        frozen=read_stretches(lines, "freeze", duration_s),
        active_picture=read_area(lines, size),
        interlaced_share=read_interlacing(lines),
        size_changes=sum(_NEW_SIZE in line for line in lines),
        from_key_frames=False,
    )


def read_key_frames(
    lines: Iterable[str], duration_s: float, size: tuple[int, int], *, longest_gap_s: float
) -> Measurements:
    """Read what the key frames show; seconds may pass between two of them, so only what holds throughout is kept."""
    lines = list(lines)
    stretches = read_stretches(lines, "black", duration_s)
    # The last key frame stands for the rest of the film.
    black = [
        (start, end if end < duration_s - longest_gap_s - 0.1 else duration_s) for start, end in stretches
    ]
    return Measurements(black=tuple(black), active_picture=read_area(lines, size), from_key_frames=True)


def read_area(lines: Iterable[str], size: tuple[int, int]) -> Area | None:
    """The last word of ``cropdetect``, which by then has seen the brightest of all frames at each edge."""
    found = None
    for line in lines:
        found = _CROP.search(line) or found
    if found is None:
        return None
    width, height, left, top = (int(figure) for figure in found.groups())
    if not 0 < width <= size[0] or not 0 < height <= size[1]:
        return None
    shares = left / size[0], top / size[1], width / size[0], height / size[1]
    return Area(*(round(share, 4) for share in shares))


def read_interlacing(lines: Iterable[str]) -> float | None:
    """The summaries of ``idet`` (it writes one for each time it is set up); None when too few frames could be told."""
    told = [match.groups() for line in lines if (match := _FIELDS.search(line))]
    combed = sum(int(top_first) + int(bottom_first) for top_first, bottom_first, _ in told)
    counted = combed + sum(int(progressive) for _, _, progressive in told)
    return round(combed / counted, 3) if counted >= FEWEST_FRAMES_FOR_FIELDS else None


def read_stretches(lines: Iterable[str], kind: str, duration_s: float) -> tuple[Stretch, ...]:
    """Collect (from, to) in seconds; a stretch that never ends lasts to the end of the film."""
    stretches: list[Stretch] = []
    start: float | None = None
    for line in lines:
        for what, edge, figure in _STRETCH.findall(line):
            time = hostile.number(figure)
            if what != kind or time is None:
                continue
            if edge == "start":
                start = max(0.0, time)
            elif start is not None:
                stretches.append((start, time))
                start = None
    if start is not None and start < duration_s:
        stretches.append((start, duration_s))
    return tuple((round(a, 3), round(b, 3)) for a, b in stretches if b > a)


def count_decode_errors(lines: Iterable[str]) -> int:
    """Count the complaints of demuxer and decoders, repeated ones included; the writers' do not count."""
    count, counting = 0, False
    for line in lines:
        if match := _LEVEL.match(line):
            counting = not match["source"].startswith(_WRITERS)
            count += counting
        elif match := _REPEATED.search(line):
            count += int(match[1]) if counting else 0
        else:
            counting = False
    return count


def count_frames(progress: Iterable[str]) -> int | None:
    """The last word of ffmpeg's ``-progress`` about how many pictures came out."""
    counts = (hostile.whole(line.removeprefix("frame=")) for line in progress if line.startswith("frame="))
    return max((count for count in counts if count is not None), default=None)


def total(stretches: Iterable[Stretch]) -> float:
    """Sum of stretches in seconds."""
    return sum(end - start for start, end in stretches)
