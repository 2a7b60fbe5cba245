"""Whether a film is worth being encoded by several workers side by side, and where it is cut.

The cuts lie on the key frames of what is written (every two seconds, whichever the source's own), so that the
joined film has the very pictures, times and segments of a single pass. Each piece begins to decode at the source's
key frame before its cut and throws away what comes before it; cuts are placed where that is little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from media_pipeline.ladder import Rung, key_frame_every, output_rate
from media_pipeline.probe import HDR_TRANSFERS, FilmStream, Probe

DECODE_NS = {"h264": 6.3, "hevc": 10.9, "prores": 10.3, "vp9": 6.4, "av1": 4.1}
"""Nanoseconds of one core for a pixel of the source; measured on 20 Mbit/s films."""
OTHER_DECODE_NS = 8.0
ENCODE_NS = 18.0
"""For a pixel of a rung, x264 veryfast."""
TONE_MAP_NS = 14.0
"""For a pixel of the largest rung."""

PIECES_PER_WORKER = 2
"""So that a slow or a lost worker costs half a share, not a whole one."""
FREE_TO_MOVE = 4
"""A cut may lie a quarter of a piece from where the shares would be equal."""
MOST_FOR_APPROACHES = 0.15
"""Share of the work that may go into decoding from a key frame up to a cut."""
SEEKABLE = ("mov", "matroska")
"""Containers with an index that names each key frame's time; seeking in a transport stream is guessing."""


class Whole(StrEnum):
    """Why a film stays in one piece."""

    OFF = "off"
    CHEAP = "cheap"
    SHORT = "short"
    CONTAINER = "container"
    OFFSET = "offset"
    EDITED = "edited"
    UNEVEN = "uneven"
    INTERLACED = "interlaced"
    KEY_FRAMES = "key_frames"
    FAILED = "failed"
    """It was cut, and a piece or the join did not come out right."""


@dataclass(frozen=True)
class Farm:
    """What the festival has set up."""

    workers: int = 1
    """Machines, or cores of their own, that take pieces; with one of them cutting gains nothing."""
    worth_s: float = 600
    """Seconds of one core that a film must cost before it is cut."""
    shortest_s: float = 30
    """Seconds of film that a piece has at least: each cut costs some bits and some decoding."""


@dataclass(frozen=True)
class Map:
    """Where a file can be entered, in seconds: its key frames, in order, and where it starts."""

    key_times: tuple[float, ...]
    starts_at_s: float = 0.0
    """Of its earliest stream: ffmpeg calls this nought, and a sound that begins first would move the pictures."""


@dataclass(frozen=True)
class Cut:
    """The pictures of one piece, numbered as in the result; the last piece has no end."""

    first: int
    end: int | None

    @property
    def count(self) -> int | None:
        """How many pictures the piece must have; None when the film decides."""
        return None if self.end is None else self.end - self.first


@dataclass(frozen=True)
class Plan:
    """Either cuts, or the reason why there are none."""

    cuts: tuple[Cut, ...] = ()
    whole: Whole | None = None


def cost_s(probe: Probe, rungs: Sequence[Rung]) -> float:
    """Seconds that one core would need for decoding the film and encoding these rungs."""
    film = probe.film
    return 0.0 if film is None else pictures(film) * sum(_cost_of_a_picture(film, rungs))


def pictures(film: FilmStream) -> int:
    """How many pictures are shown."""
    return film.packets - film.discarded


def fitness(probe: Probe) -> Whole | None:
    """Say why a film's pieces would not make the single pass's result; None when they do."""
    film = probe.film
    if film is None or not any(name in SEEKABLE for name in probe.container.split(",")):
        return Whole.CONTAINER
    if film.interlaced:
        return Whole.INTERLACED
    if film.discarded:
        return Whole.EDITED
    rate = output_rate(film)
    # A missing picture shows as well: then the pictures do not fill the span at their rate.
    if film.unsteady or rate != film.fps or abs(pictures(film) - film.span_s * rate) > 0.5:
        return Whole.UNEVEN
    return Whole.OFFSET if _is_off(film.start_s, film) else None


def _is_off(start_s: float, film: FilmStream) -> bool:
    """A tenth of a picture late: then one cannot be sure which picture is the first."""
    return abs(start_s) * output_rate(film) > 0.1


def stays_whole(probe: Probe, rungs: Sequence[Rung], farm: Farm) -> Whole | None:
    """Why a film is not cut into pieces, as far as its facts tell; None when it should be tried."""
    if farm.workers < 2:
        return Whole.OFF
    if not shared(rungs) or cost_s(probe, rungs) < farm.worth_s:
        return Whole.CHEAP
    if _count(probe, farm) < 2:
        return Whole.SHORT
    return fitness(probe)


def shared(rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    """The sizes that are made in pieces: all but the smallest.

    That one is made by the worker who looks at every picture, so there is something to watch from the beginning.
    """
    return tuple(rungs[:-1])


def plan(probe: Probe, rungs: Sequence[Rung], entries: Map, farm: Farm) -> Plan:
    """Decide."""
    reason, film = stays_whole(probe, rungs, farm), probe.film
    if reason is not None or film is None:
        return Plan(whole=reason)
    if _is_off(film.start_s - entries.starts_at_s, film):
        return Plan(whole=Whole.OFFSET)
    return _placed(film, shared(rungs), entries.key_times, _count(probe, farm))


def _count(probe: Probe, farm: Farm) -> int:
    return min(PIECES_PER_WORKER * farm.workers, int(probe.duration_s / farm.shortest_s))


def _placed(film: FilmStream, rungs: Sequence[Rung], key_times: Sequence[float], count: int) -> Plan:
    rate, total = output_rate(film), pictures(film)
    keys = [round((time - film.start_s) * rate) for time in key_times]
    decode, encode = _cost_of_a_picture(film, rungs)

    def approach(cut: int) -> int:
        return cut - max((key for key in keys if key <= cut), default=0)

    def loss(cut: int, ideal: Fraction) -> float:
        return approach(cut) * decode + float(abs(cut - ideal)) * (decode + encode)

    grid, share = key_frame_every(rate), Fraction(total, count)
    places: list[int] = []
    for number in range(1, count):
        ideal = number * share
        near = [
            cut
            for cut in range(grid, total, grid)
            if abs(cut - ideal) <= share / FREE_TO_MOVE or abs(cut - ideal) <= Fraction(grid, 2)
        ]
        places.append(min(near, key=lambda cut: (loss(cut, ideal), cut)))
    places = sorted(set(places))
    if sum(map(approach, places)) * decode > MOST_FOR_APPROACHES * total * (decode + encode):
        return Plan(whole=Whole.KEY_FRAMES)
    edges = [0, *places]
    return Plan(tuple(Cut(first, end) for first, end in zip(edges, [*places, None], strict=True)))


def _cost_of_a_picture(film: FilmStream, rungs: Sequence[Rung]) -> tuple[float, float]:
    """Seconds of one core: to decode it, and to make everything else of it."""
    decode = film.pixels * DECODE_NS.get(film.codec, OTHER_DECODE_NS)
    encode = sum(rung.width * rung.height for rung in rungs) * ENCODE_NS
    if rungs and film.hdr and film.transfer in HDR_TRANSFERS:
        encode += rungs[0].width * rungs[0].height * TONE_MAP_NS
    return decode / 1e9, encode / 1e9
