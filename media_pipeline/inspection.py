"""Judge a film file by the rules of its category: all problems at once, each with a code and its figures.

What a problem means in words is said in ``sentences.py``; here is only what is true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from media_pipeline.measurements import NOTHING_MEASURED, Measurements, total
from media_pipeline.packets import UNEVEN_SHARE_THAT_STUTTERS
from media_pipeline.probe import Orientation, Probe
from media_pipeline.signature import Container, Signature
from media_pipeline.spec import Shape, TechnicalSpec

__all__ = ["Case", "Problem", "Severity", "Shape", "TechnicalSpec", "inspect", "is_refused"]

EDIT_LIST_WORTH_TELLING_S = 0.1
FASTEST_PLAYED = Fraction(60)
LOST_SHARE = 0.02
LOST_S = 0.5
ALL_OF_IT = 0.95
SILENT_SHARE = 0.98
BLACK_EDGE_S = 2.0
BLACK_MIDDLE_S = 5.0
FROZEN_SHARE = 0.5
SHORTEST_WITH_LOUDNESS_S = 3.0
SUBTITLE_CODES = ("subtitle_track", "subtitles_missing")
SMALL_ENOUGH_TO_WAIT_FOR = 500_000


NO_FILM = (Container.TEXT, Container.PICTURE, Container.DOCUMENT, Container.OTHER_FILM)


class Severity(StrEnum):
    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True)
class Problem:
    """One finding: what is wrong, where, and the figures that its sentence needs."""

    code: str
    severity: Severity
    params: dict[str, Any] = field(default_factory=dict)
    timecode_s: float | None = None


@dataclass(frozen=True)
class Case:
    """All that is known about a file when it is judged. What was not looked at yet is None."""

    spec: TechnicalSpec
    signature: Signature
    probe: Probe | None = None
    measured: Measurements = NOTHING_MEASURED
    unplayable: bool = False
    """The workshop tried to open the pictures and none came out."""
    subtitle_files: int = 0
    """Sent beside the film."""


Rule = Callable[[Case], Iterator[Problem]]


def inspect(case: Case) -> tuple[Problem, ...]:
    """Apply every rule and return what blocks before what warns."""
    found = [problem for rule in RULES for problem in rule(case)]
    return tuple(sorted(found, key=lambda problem: problem.severity != Severity.BLOCKS))


def is_refused(problems: tuple[Problem, ...]) -> bool:
    """One problem that blocks is enough."""
    return any(problem.severity == Severity.BLOCKS for problem in problems)


def _blocks(code: str, timecode_s: float | None = None, **params: Any) -> Problem:
    return Problem(code, Severity.BLOCKS, params, timecode_s)


def _warns(code: str, timecode_s: float | None = None, **params: Any) -> Problem:
    return Problem(code, Severity.WARNS, params, timecode_s)


# The file


def file_is_empty(case: Case) -> Iterator[Problem]:
    if case.signature.size == 0:
        yield _blocks("empty_file")


def file_is_too_large(case: Case) -> Iterator[Problem]:
    if case.spec.max_bytes is not None and case.signature.size > case.spec.max_bytes:
        yield _blocks("file_too_large", size_bytes=case.signature.size, limit_bytes=case.spec.max_bytes)


def container_is_allowed(case: Case) -> Iterator[Problem]:
    if case.signature.container in NO_FILM:
        yield _blocks("container_not_allowed", kind=str(case.signature.container))


def name_fits(case: Case) -> Iterator[Problem]:
    if not case.signature.extension_fits and case.signature.container not in (
        Container.TEXT,
        Container.EMPTY,
    ):
        yield _warns("extension_mismatch", kind=str(case.signature.container))


def file_opens(case: Case) -> Iterator[Problem]:
    if case.signature.size and case.signature.may_be_film and (case.probe is None or case.unplayable):
        yield _blocks("unreadable")


def film_is_there(case: Case) -> Iterator[Problem]:
    opened_without = case.probe is not None and case.probe.film is None
    if opened_without or case.signature.container == Container.SOUND:
        yield _blocks("no_video")


def file_is_whole(case: Case) -> Iterator[Problem]:
    probe, boxes = case.probe, case.signature.boxes
    if probe is None or probe.film is None:
        return
    film = probe.film
    # An index that counts its frames is checked by counting; only other headers are asked for their length.
    promised = None if film.header_frames or (boxes and boxes.fragmented) else probe.header_duration_s
    lost_packets = film.header_frames is not None and film.packets < (1 - LOST_SHARE) * film.header_frames
    lost_time = promised is not None and probe.packet_end_s < promised - max(LOST_S, LOST_SHARE * promised)
    if lost_packets or lost_time or (boxes and boxes.cut_short):
        yield _blocks("truncated", film.span_s, present_s=film.span_s)


def frames_are_sound(case: Case) -> Iterator[Problem]:
    errors = case.measured.decode_errors or 0
    if errors > case.spec.max_decode_errors and not any(file_is_whole(case)):
        yield _blocks("corrupt_frames", count=errors)


def index_comes_first(case: Case) -> Iterator[Problem]:
    boxes = case.signature.boxes
    if boxes and boxes.index_at_end and case.signature.size > SMALL_ENOUGH_TO_WAIT_FOR:
        yield _warns("moov_at_end")


def header_tells_duration(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and not case.probe.header_duration_s:
        yield _warns("duration_missing_in_header", measured_s=case.probe.duration_s)


# The running time


def duration_is_allowed(case: Case) -> Iterator[Problem]:
    spec = case.spec
    if case.probe is None or case.probe.film is None or any(file_is_whole(case)):
        return
    measured = case.probe.duration_s
    if spec.max_duration_s is not None and measured > spec.max_duration_s + spec.grace_s:
        yield _blocks("too_long", spec.max_duration_s, measured_s=measured, limit_s=spec.max_duration_s)
    if spec.min_duration_s is not None and measured < spec.min_duration_s - spec.grace_s:
        yield _blocks("too_short", measured_s=measured, limit_s=spec.min_duration_s)


# The picture


def orientation_fits(case: Case) -> Iterator[Problem]:
    if case.probe is None or case.probe.film is None:
        return
    film, wanted = case.probe.film, case.spec.orientation
    size = {"width": film.width, "height": film.height}
    if film.orientation == Orientation.SQUARE and wanted != Shape.SQUARE:
        told = _warns if wanted == Shape.ANY else _blocks
        yield told("orientation_square", wanted=str(wanted), **size)
    elif wanted not in (Shape.ANY, Shape.NOT_SQUARE, film.orientation):
        yield _blocks("orientation_wrong", wanted=str(wanted), found=str(film.orientation), **size)


def matrix_is_plain(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and case.probe.film.odd_matrix:
        yield _warns("odd_rotation")


def picture_is_large_enough(case: Case) -> Iterator[Problem]:
    if case.probe is None or case.probe.film is None:
        return
    film, spec = case.probe.film, case.spec
    size = {"width": film.width, "height": film.height}
    if spec.min_short_side is not None and film.short_side < spec.min_short_side:
        yield _blocks("resolution_too_small", limit=spec.min_short_side, **size)
    elif spec.advised_short_side is not None and film.short_side < spec.advised_short_side:
        yield _warns("low_resolution", limit=spec.advised_short_side, **size)


def picture_is_not_huge(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and case.probe.film.pixels > case.spec.max_pixels:
        film = case.probe.film
        yield _blocks("picture_too_large", width=film.width, height=film.height, limit=case.spec.max_pixels)


def picture_has_a_common_shape(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and case.probe.film.side_ratio > case.spec.max_side_ratio:
        film = case.probe.film
        yield _blocks("aspect_extreme", width=film.width, height=film.height, limit=case.spec.max_side_ratio)


def pixels_are_square(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and case.probe.film.sample_aspect != 1:
        film = case.probe.film
        yield _warns("non_square_pixels", width=film.width, height=film.height)


def picture_is_progressive(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and case.probe.film.interlaced:
        yield _warns("interlaced")


def picture_is_standard_range(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and case.probe.film.hdr:
        yield _warns("hdr", kind=case.probe.film.hdr)


def frame_rate_fits(case: Case) -> Iterator[Problem]:
    if case.probe is None or case.probe.film is None:
        return
    film = case.probe.film
    allowed = [Fraction(rate) for rate in case.spec.frame_rates]
    if film.uneven_share > UNEVEN_SHARE_THAT_STUTTERS:
        yield _warns("variable_frame_rate", measured=film.measured_fps)
    elif film.fps > FASTEST_PLAYED * Fraction("1.01"):
        yield _warns("frame_rate_high", measured=float(film.fps), limit=float(FASTEST_PLAYED))
    if allowed and all(abs(film.fps - rate) > rate / 200 for rate in allowed):
        rates = ", ".join(case.spec.frame_rates)
        yield _blocks("frame_rate_not_allowed", measured=round(float(film.fps), 3), allowed=rates)


def edit_list_is_trivial(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and case.probe.film.measured_fps:
        film = case.probe.film
        hidden_s = film.discarded / film.measured_fps
        if hidden_s > EDIT_LIST_WORTH_TELLING_S:
            yield _warns("edit_list", hidden_s=round(hidden_s, 2), frames=film.discarded)


def picture_is_not_black(case: Case) -> Iterator[Problem]:
    black, duration = case.measured.black, case.probe.duration_s if case.probe else 0.0
    if not black or not duration:
        return
    if total(black) >= ALL_OF_IT * duration:
        yield (_blocks if _is_silent(case) else _warns)("all_black", 0.0)
        return
    for start, end in black:
        at_edge = start < 0.1 or end > duration - 0.1
        if end - start > (BLACK_EDGE_S if at_edge else BLACK_MIDDLE_S):
            yield _warns("black_stretch", start, length_s=round(end - start, 1))


def picture_moves(case: Case) -> Iterator[Problem]:
    frozen, duration = case.measured.frozen, case.probe.duration_s if case.probe else 0.0
    black = total(case.measured.black or ())
    if frozen and duration and total(frozen) - black > FROZEN_SHARE * duration:
        yield _warns("frozen_picture", frozen[0][0], share=round(100 * total(frozen) / duration))


# The sound


def sound_is_there(case: Case) -> Iterator[Problem]:
    if case.probe and case.probe.film and case.probe.sound is None:
        yield (_blocks if case.spec.audio_required else _warns)("no_audio")


def sound_is_heard(case: Case) -> Iterator[Problem]:
    if _is_silent(case) and case.probe and case.probe.film:
        yield _warns("silent_audio")


def sound_is_balanced(case: Case) -> Iterator[Problem]:
    measured, spec = case.measured, case.spec
    if not case.probe or case.probe.duration_s < SHORTEST_WITH_LOUDNESS_S:
        return
    if spec.loudness_lufs and measured.loudness_lufs is not None and not _is_silent(case):
        low, high = spec.loudness_lufs
        figures = {"measured": measured.loudness_lufs, "low": low, "high": high}
        if measured.loudness_lufs < low:
            yield _warns("loudness_low", **figures)
        elif measured.loudness_lufs > high:
            yield _warns("loudness_high", **figures)
    limit, peak = spec.max_true_peak_dbtp, measured.true_peak_dbtp
    if limit is not None and peak is not None and peak > limit:
        yield _warns("true_peak_high", measured=peak, limit=limit)


def _is_silent(case: Case) -> bool:
    """Nothing above -60 dB for practically all of the film."""
    silent = case.measured.silent
    if not case.probe or not case.probe.sound or silent is None or not case.probe.duration_s:
        return False
    return total(silent) >= SILENT_SHARE * case.probe.duration_s


# Subtitles


def subtitles_fit(case: Case) -> Iterator[Problem]:
    if case.probe is None or case.probe.film is None:
        return
    tracks = case.probe.subtitles
    if tracks:
        languages = ", ".join(sorted({track.language for track in tracks if track.language}))
        yield _warns("subtitle_track", count=len(tracks), languages=languages, kind=tracks[0].codec)
    has_text = case.subtitle_files > 0 or any(track.is_text for track in tracks)
    if case.spec.subtitles_required and not has_text:
        yield _warns("subtitles_missing")


RULES: tuple[Rule, ...] = (
    file_is_empty,
    file_is_too_large,
    container_is_allowed,
    file_opens,
    film_is_there,
    file_is_whole,
    frames_are_sound,
    duration_is_allowed,
    orientation_fits,
    picture_has_a_common_shape,
    picture_is_large_enough,
    picture_is_not_huge,
    frame_rate_fits,
    picture_is_not_black,
    picture_moves,
    sound_is_there,
    sound_is_heard,
    sound_is_balanced,
    subtitles_fit,
    picture_is_standard_range,
    picture_is_progressive,
    pixels_are_square,
    matrix_is_plain,
    edit_list_is_trivial,
    header_tells_duration,
    index_comes_first,
    name_fits,
)
