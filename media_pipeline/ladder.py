"""Which sizes of a film are made: by the short side, never upscaled, even numbers, vertical like horizontal."""

from dataclasses import dataclass
from fractions import Fraction

from media_pipeline.probe import FilmStream

SEGMENT_S = 6
KEY_FRAME_S = 2
FIRST_KEY_FRAME_S = 0.5
"""One more key frame near the beginning: the first picture is there after encoding half a second of film, not two."""
PIECE_S = 0.75 * KEY_FRAME_S
"""Shorter than the way from key frame to key frame at any rate (22.7 pictures a second: 1.98 s)."""
OWN_PIECE_S = 0.75 * FIRST_KEY_FRAME_S
"""The same where the key frames are ours."""
FASTEST = Fraction(60)
COMMON_RATES = tuple(Fraction(rate) for rate in (24, 25, 30, 50, 60))


@dataclass(frozen=True)
class Quality:
    """One step of the ladder before a film is fitted into it."""

    short_side: int
    long_side: int
    crf: int
    maxrate_k: int


LADDER = (Quality(1080, 1920, 21, 6000), Quality(720, 1280, 22, 3500), Quality(480, 854, 23, 1600))
"""veryfast needs 2.9 / 1.1 / 0.6 Mbit/s for our test film; the caps catch grain and confetti."""

AUDIO_K = 128


@dataclass(frozen=True)
class Rung:
    """One size that will be made."""

    name: str
    width: int
    height: int
    crf: int
    maxrate_k: int

    @property
    def bufsize_k(self) -> int:
        """A second and a half of the cap: segments of six seconds stay near the promised bandwidth."""
        return self.maxrate_k * 3 // 2


def fit(width: int, height: int, quality: Quality) -> tuple[int, int]:
    """Scale into the quality's box, whichever way it stands; even numbers, never larger than the source."""
    short, long = min(width, height), max(width, height)
    shrink = min(Fraction(1), Fraction(quality.short_side, short), Fraction(quality.long_side, long))
    return _even(width, shrink), _even(height, shrink)


def rungs(film: FilmStream) -> tuple[Rung, ...]:
    """The sizes for this film, largest first; a source between two steps is its own top."""
    made: list[Rung] = []
    for quality in LADDER:
        width, height = fit(film.width, film.height, quality)
        if made and (made[-1].width, made[-1].height) == (width, height):
            made.pop()
        made.append(Rung(str(quality.short_side), width, height, quality.crf, quality.maxrate_k))
    return tuple(made)


def lower_rungs(film: FilmStream) -> tuple[Rung, ...]:
    """The sizes below a source that is shown as it is."""
    return tuple(rung for rung in rungs(film) if rung.width < film.width and rung.height < film.height)


def output_rate(film: FilmStream) -> Fraction:
    """The constant frame rate the renditions get: the film's own, or the nearest common one if it stutters."""
    if film.fps <= 0:
        return Fraction(25)
    if film.unsteady or film.fps > FASTEST:
        return min(COMMON_RATES, key=lambda rate: abs(rate - min(film.fps, FASTEST)))
    return film.fps


def key_frame_every(rate: Fraction) -> int:
    """From one key frame of every rung to the next, in pictures: about two seconds, at any rate."""
    return max(1, round(rate * KEY_FRAME_S))


def first_key_frame(rate: Fraction) -> int:
    """The number of the picture that ends the short first piece."""
    return max(1, round(rate * FIRST_KEY_FRAME_S))


def is_web_safe(film: FilmStream, *, cut_by_edit_list: bool | None = None) -> bool:
    """Tell whether browsers play these pictures as they are, so that copying is enough."""
    trimmed = film.discarded > 0 if cut_by_edit_list is None else cut_by_edit_list
    return (
        film.codec == "h264"
        and film.profile in ("High", "Main", "Baseline", "Constrained Baseline")
        and film.pix_fmt in ("yuv420p", "yuvj420p")
        and not film.interlaced
        and not film.hdr
        and film.rotation == 0
        and not film.odd_matrix
        and film.sample_aspect == 1
        and min(film.width, film.height) <= 1080
        and max(film.width, film.height) <= 1920
        and 0 < film.fps <= FASTEST
        and not film.unsteady
        and film.key_gap_s <= 10
        and film.bit_rate <= 12_000_000
        and -0.05 < film.start_s < 0.2
        and not trimmed
    )


def storyboard_grid(duration_s: float) -> tuple[int, int, float]:
    """Columns, rows and seconds per tile: at most 100 tiles, at least a second each."""
    step = max(1.0, duration_s / 100)
    tiles = max(1, int(duration_s / step))
    columns = min(10, tiles)
    return columns, -(-tiles // columns), step


def tile_size(film: FilmStream) -> tuple[int, int]:
    """A storyboard tile: 160 pixels on the long side, upright when the film is."""
    return fit(film.width, film.height, Quality(160, 160, 0, 0))


def _even(length: int, shrink: Fraction) -> int:
    return max(2, min(2 * round(length * shrink / 2), 2 * (length // 2)))
