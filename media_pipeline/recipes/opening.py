"""Open a film for ffmpeg with every guard on, and close the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg as graph

from media_pipeline.ffmpeg import MAX_PIXELS, input_guards, source
from media_pipeline.probe import AudioStream, FilmStream, Probe


@dataclass(frozen=True)
class Source:
    """A film as the recipes need it."""

    path: Path
    demuxers: tuple[str, ...]
    probe: Probe

    @property
    def film(self) -> FilmStream:
        """The film stream; recipes are only cooked for files that have one."""
        if self.probe.film is None:
            raise ValueError("There is no film stream to work on.")
        return self.probe.film


def open_film(src: Source, **more: Any) -> Any:
    return graph.input(
        source(src.path),
        # A picture of 200 kB can unpack to 727 MB; this is refused before any memory is taken.
        max_pixels=MAX_PIXELS,
        **input_guards(src.demuxers),
        **more,
    )


def sound_of(src: Source) -> AudioStream:
    if src.probe.sound is None:
        raise ValueError("There is no sound to work on.")
    return src.probe.sound


def command(binary: str, outputs: Sequence[Any], *more: str) -> list[str]:
    merged = graph.merge_outputs(*outputs) if len(outputs) > 1 else outputs[0]
    merged = merged.global_args(
        "-hide_banner",
        "-nostdin",
        "-nostats",
        "-progress",
        "pipe:1",
        # level+: each line says whether it is an error; the exit code alone says 0 for a damaged film.
        "-v",
        "level+info",
        *more,
    )
    return graph.compile(merged, cmd=binary, overwrite_output=True)
