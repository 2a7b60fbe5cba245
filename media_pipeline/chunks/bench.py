"""The hands that work on a film in pieces: run the recipes, bring back facts. No database here."""

from collections.abc import Callable, Sequence
from pathlib import Path

from media_pipeline import binaries, ffmpeg, hostile, recipes
from media_pipeline.chunks.planning import Cut, Map
from media_pipeline.ladder import Rung
from media_pipeline.processes import Limits
from media_pipeline.recipes import Source

Progress = Callable[[float], None]
Tick = Callable[[], None]
GENEROUS = Limits(wall_s=600)
MOST_KEY_FRAMES = 1_000_000


def read_map(src: Source, *, limits: Limits = GENEROUS) -> Map:
    """Find where the source can be entered; nothing is decoded for it."""
    found: list[float] = []
    starts: list[float] = []

    def note(line: str) -> None:
        time, is_packet, flags = line.partition("|")
        seconds = hostile.number(time)
        if seconds is None:
            return
        if not is_packet:
            starts.append(seconds)
        elif "K" in flags and len(found) < MOST_KEY_FRAMES:
            found.append(seconds)

    command = recipes.list_packets(binaries.ffprobe().path, src)
    ffmpeg.run(command, reads=src.path, limits=limits, on_line=note)
    return Map(tuple(sorted(found)), starts[0] if starts else src.film.start_s)


def encode_pictures(
    src: Source,
    out: Path,
    cut: Cut,
    rungs: Sequence[Rung],
    *,
    limits: Limits = GENEROUS,
    on_progress: Progress | None = None,
) -> list[str]:
    """Encode one piece in all rungs with one decode; return the names of the files."""
    binary = binaries.ffmpeg()
    command = recipes.chunk(binary.path, src, out, cut=cut, rungs=rungs, tone_map=binary.can_tone_map)
    ffmpeg.run(command, reads=src.path, writes=out, limits=limits, on_progress=on_progress)
    return [recipes.picture_file(rung.name) for rung in rungs]


def encode_sound(
    src: Source, out: Path, *, limits: Limits = GENEROUS, on_progress: Progress | None = None
) -> list[str]:
    """Encode the sound of the whole film; return the name of the file."""
    command = recipes.track(binaries.ffmpeg().path, src, out)
    ffmpeg.run(command, reads=src.path, writes=out, limits=limits, on_progress=on_progress)
    return [recipes.TRACK]


def put_together(
    folder: Path,
    names: Sequence[str],
    out: Path,
    *,
    with_sound: bool,
    limits: Limits = GENEROUS,
    on_progress: Progress | None = None,
    on_tick: Tick | None = None,
) -> None:
    """Make the streams from what lies joined in ``folder``: the rungs' pictures, and the sound."""
    command = recipes.together(binaries.ffmpeg().path, folder, names, out, with_sound=with_sound)
    ffmpeg.run(command, reads=folder, writes=out, limits=limits, on_progress=on_progress, on_tick=on_tick)
