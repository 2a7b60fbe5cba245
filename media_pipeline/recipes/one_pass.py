"""Decode once, make everything."""

from collections.abc import Sequence
from pathlib import Path

from media_pipeline.ladder import Rung
from media_pipeline.recipes.checks import check_output
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
    check: bool = True,
    storyboard: bool = True,
    tone_map: bool = True,
) -> list[str]:
    """Decode once and make everything from it: rungs, checks, storyboard (half the time of one run for each).

    Without rungs it is the check alone, which costs 3 % more than decoding.
    """
    film = src.film
    opened = open_film(src)
    copies = len(rungs) + int(check) + int(storyboard)
    pictures = upright(opened[str(film.index)], film, tone_map=tone_map, largest=rungs[0] if rungs else None)
    branches = pictures.filter_multi_output("split", copies) if copies > 1 else [pictures]
    sounds = sounds_for(opened, src, len(rungs))
    outputs = []
    for position, rung in enumerate(rungs):
        (out / rung.name).mkdir(parents=True, exist_ok=True)
        streams = [branches[position], *sounds[position : position + 1]]
        outputs.append(rung_output(streams, rung, src.film, out / rung.name, preset))
    if check:
        outputs.append(check_output(branches[len(rungs)], opened, src, with_sound=not rungs))
    if storyboard:
        outputs.append(storyboard_output(branches[copies - 1], src, out / STORYBOARD))
    return command(binary, outputs)
