"""Decode once, make everything."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from media_pipeline.ladder import Rung
from media_pipeline.recipes.checks import check_output, small_picture
from media_pipeline.recipes.fingerprints import picture_output, sound_output
from media_pipeline.recipes.opening import Source, command, open_film
from media_pipeline.recipes.picture import upright
from media_pipeline.recipes.stills import STORYBOARD, storyboard_output
from media_pipeline.recipes.streams import rung_output, sounds_for


def one_pass(
    binary: str,
    src: Source,
    out: Path,
    *,
    rungs: Sequence[Rung] = (),
    preset: str = "veryfast",
    look: bool = True,
    tone_map: bool = True,
    hears: bool = True,
) -> list[str]:
    """Decode once and make everything from it: rungs, checks, storyboard, what fingerprints are made of.

    One run for each would take twice as long; to ``look`` costs a few per cent more than decoding. ``hears``: this ffmpeg has
    Chromaprint.
    """
    opened = open_film(src)
    picture = opened[str(src.film.index)]
    picture = upright(picture, src.film, tone_map=tone_map, largest=rungs[0] if rungs else None)
    pictures = _copies(picture, len(rungs) + (2 if look else 0))
    sounds = iter(sounds_for(opened, src, len(rungs) + int(look)))
    outputs = []
    for rung in rungs:
        (out / rung.name).mkdir(parents=True, exist_ok=True)
        streams = [next(pictures), *([next(sounds)] if src.probe.sound else [])]
        outputs.append(rung_output(streams, rung, src.film, out / rung.name, preset))
    if look:
        heard = next(sounds) if src.probe.sound else None
        fingerprint = sound_output(heard, src, out, able=hears)
        small = _copies(small_picture(next(pictures), src.film), 3)
        heard = None if fingerprint else heard
        outputs.append(check_output(next(small), src.film, unscaled=next(pictures), sound=heard))
        outputs.append(storyboard_output(next(small), src, out / STORYBOARD))
        outputs.append(picture_output(next(small), src, out))
        outputs += [fingerprint] if fingerprint else []
    return command(binary, outputs)


def _copies(stream: Any, count: int) -> Iterator[Any]:
    if count == 1:
        yield stream
        return
    # Taken by number: ffmpeg-python's multi-output node has no end to iterate to.
    split = stream.filter_multi_output("split", count)
    yield from (split[copy] for copy in range(count))
