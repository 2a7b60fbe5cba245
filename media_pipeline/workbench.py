"""The hands of the workshop: take a file, run recipes on it, bring back facts. No database here."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from media_pipeline import binaries, ffmpeg, measurements, recipes
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.ladder import Rung
from media_pipeline.measurements import Measurements
from media_pipeline.probe import FilmStream, Probe, parse
from media_pipeline.processes import Finished, Limits
from media_pipeline.recipes import Source
from media_pipeline.signature import Signature, read_signature

Progress = Callable[[float], None]
Tick = Callable[[], None]
GENEROUS = Limits(wall_s=600)
SPARSE_KEY_FRAMES_S = 0.4
"""From here on to look at the key frames only is much less than to look at all."""


@dataclass(frozen=True)
class FirstLook:
    """What a file is, before anything of it is decoded."""

    signature: Signature
    probe: Probe | None


def look_at(path: Path, *, name: str = "") -> FirstLook:
    """Read signature, headers and packets; ``probe`` is None for a file that must not or cannot be opened."""
    signature = read_signature(path, name=name)
    if not signature.size or not signature.may_be_film:
        return FirstLook(signature, None)
    try:
        # Side by side: each is mostly the start of a program in its box, and somebody waits for the verdict.
        with ThreadPoolExecutor(1) as beside:
            scanning = beside.submit(ffmpeg.scan_packets, path, signature.demuxers)
            report = ffmpeg.probe(path, signature.demuxers)
            packets = scanning.result()
    except FfmpegError as error:
        if error.timed_out:
            raise
        return FirstLook(signature, None)
    return FirstLook(signature, parse(report, packets))


def listen(src: Source, *, limits: Limits = GENEROUS, on_progress: Progress | None = None) -> Measurements:
    """Measure the sound; an empty answer for a film without any."""
    if src.probe.sound is None:
        return Measurements()
    command = recipes.sound_check(binaries.ffmpeg().path, src)
    finished = ffmpeg.run(command, reads=src.path, limits=limits, on_progress=on_progress)
    return measurements.read_sound(finished.stderr, src.probe.duration_s)


def has_sparse_key_frames(film: FilmStream) -> bool:
    """Editing formats make every picture a key frame."""
    return film.key_gap_s >= SPARSE_KEY_FRAMES_S


def glance(src: Source, *, limits: Limits = GENEROUS) -> Measurements:
    """Look at the key frames: what holds throughout the film, seconds after it came. Empty where all are key frames.

    (Then a glance would be the whole look.)
    """
    if not has_sparse_key_frames(src.film):
        return Measurements()
    finished = ffmpeg.run(recipes.key_frame_check(binaries.ffmpeg().path, src), reads=src.path, limits=limits)
    return measurements.read_key_frames(
        finished.stderr,
        src.probe.duration_s,
        recipes.check_size(src.film),
        longest_gap_s=src.film.key_gap_s,
    )


def watch(
    src: Source, out: Path, *, limits: Limits = GENEROUS, on_progress: Progress | None = None
) -> Measurements:
    """Decode the whole film once: broken frames, black, frozen; leaves the storyboard in ``out``."""
    return make(src, out, limits=limits, on_progress=on_progress)


def copy_for_play(
    src: Source,
    out: Path,
    *,
    limits: Limits = GENEROUS,
    on_progress: Progress | None = None,
    on_tick: Tick | None = None,
) -> None:
    """Cut a web-safe film into HLS."""
    command = recipes.remux(binaries.ffmpeg().path, src, out)
    ffmpeg.run(command, reads=src.path, writes=out, limits=limits, on_progress=on_progress, on_tick=on_tick)


def make(
    src: Source,
    out: Path,
    *,
    rungs: Sequence[Rung] = (),
    look: bool = True,
    limits: Limits = GENEROUS,
    on_progress: Progress | None = None,
    on_tick: Tick | None = None,
) -> Measurements:
    """Make the rungs in one decode, and, if asked to ``look``, everything that is learnt from every picture.

    Looking leaves the storyboard and the frames and sound for fingerprints in ``out``, and reports what was seen:
    broken, black, frozen. ``on_tick`` is called a few times a second while it runs.
    """
    binary = binaries.ffmpeg()
    command = recipes.one_pass(
        binary.path,
        src,
        out,
        rungs=rungs,
        look=look,
        tone_map=binary.can_tone_map,
        hears=binary.can_fingerprint_sound,
    )
    tell = _within(src, on_progress)
    finished = ffmpeg.run(
        command, reads=src.path, writes=out, limits=limits, on_progress=tell, on_tick=on_tick
    )
    return _seen(finished, src, rungs) if look else Measurements()


def _within(src: Source, on_progress: Progress | None) -> Progress | None:
    """The storyboard's one picture stands for a whole sheet, so its time may lie beyond the film's end."""
    if on_progress is None:
        return None
    return lambda done_s: on_progress(min(done_s, src.probe.duration_s))


def picture(src: Source, out: Path, *, limits: Limits = GENEROUS) -> None:
    """Take the poster a third into the film, where most films are past their titles."""
    binary = binaries.ffmpeg()
    at_s = src.probe.duration_s / 3
    command = recipes.poster(binary.path, src, out, at_s=at_s, tone_map=binary.can_tone_map)
    ffmpeg.run(command, reads=src.path, writes=out, limits=limits)


def _seen(finished: Finished, src: Source, rungs: Sequence[Rung]) -> Measurements:
    seen = measurements.read_picture(finished.stderr, src.probe.duration_s, recipes.check_size(src.film))
    errors = measurements.count_decode_errors(finished.stderr)
    frames = None if rungs else measurements.count_frames(finished.stdout)
    return seen.updated(Measurements(decode_errors=errors, decoded_frames=frames))
