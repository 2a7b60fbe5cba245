"""Bring the pieces of a film together on one bench: pictures joined, the sound beside them."""

from pathlib import Path

from media_pipeline import storage
from media_pipeline.chunks import fragments
from media_pipeline.chunks.fragments import CannotJoinError
from media_pipeline.chunks.planning import pictures
from media_pipeline.ladder import Rung, output_rate
from media_pipeline.models import Asset, Chunk
from media_pipeline.recipes import TRACK, picture_file


def collect(asset: Asset, rungs: tuple[Rung, ...], bench: Path) -> None:
    """Fetch and join. Raises CannotJoinError when it would not be the film that a single pass makes."""
    chunks = list(asset.chunks.all())
    shots = [chunk for chunk in chunks if not chunk.is_sound]
    if any(chunk.rungs != [rung.name for rung in rungs] for chunk in shots):
        raise CannotJoinError("The pieces were made in other sizes than are wanted now.")
    for chunk in chunks:
        if chunk.is_sound:
            storage.rendition_file(chunk.file(TRACK), bench / TRACK)
    for rung in rungs:
        _join(asset, shots, picture_file(rung.name), bench)


def _join(asset: Asset, shots: list[Chunk], name: str, bench: Path) -> None:
    facts = asset.facts
    if facts is None or facts.film is None:
        raise ValueError(f"Asset {asset.pk} has no film to work on.")
    with (bench / name).open("wb") as target:
        whole = fragments.Whole(target, output_rate(facts.film))
        for chunk in shots:
            # One at a time: the bench holds the film once and one piece, not twice.
            piece = bench / f"{chunk.position}-{name}"
            storage.rendition_file(chunk.file(name), piece)
            with piece.open("rb") as file:
                whole.add(file, chunk.cut.count)
            piece.unlink()
    if whole.pictures != pictures(facts.film):
        raise CannotJoinError(f"Joined there are {whole.pictures} pictures of {pictures(facts.film)}.")
