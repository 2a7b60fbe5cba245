"""Put on the shelf what was made of a film: files into the storage, a row for each."""

from pathlib import Path

from django.utils import timezone

from media_pipeline import storage
from media_pipeline.enums import RenditionKind
from media_pipeline.ladder import storyboard_grid, tile_size
from media_pipeline.models import Asset, Rendition
from media_pipeline.recipes import POSTER, STORYBOARD, Source, poster_size

Size = tuple[int, int]
FILES = {RenditionKind.POSTER: POSTER, RenditionKind.STORYBOARD: STORYBOARD}


def begin_stream(asset: Asset, name: str, size: Size) -> Rendition:
    """Make room for a stream that will grow. It is a row before it is a file, so that no file is ever without one."""
    made = Rendition(kind=RenditionKind.HLS, name=name, complete=False)
    return _enter(asset, made, size)


def reserve(asset: Asset, kind: RenditionKind) -> Rendition:
    """Make room for a picture that nobody sees yet: a row in a transaction of its own, before there is a file.

    If its worker dies, the row is one of those that the sweep clears with all their files.
    """
    made = Rendition(asset=asset, kind=kind, name=str(kind), width=0, height=0, complete=False)
    made.superseded_at = timezone.now()
    _name_place(asset, made)
    made.save(force_insert=True)
    return made


def keep_poster(asset: Asset, made: Rendition, source: Source) -> None:
    """Show the still that stands for the film; its file has been stored."""
    _show(asset, made, poster_size(source.film))


def keep_storyboard(asset: Asset, made: Rendition, source: Source) -> None:
    """Show the sheet of small pictures for the seek bar; its file has been stored."""
    columns, rows, step_s = storyboard_grid(source.probe.duration_s)
    width, height = tile_size(source.film)
    made.facts = {
        "columns": columns,
        "rows": rows,
        "step_s": step_s,
        "tile_width": width,
        "tile_height": height,
        "duration_s": source.probe.duration_s,
    }
    _show(asset, made, (columns * width, rows * height))


def store(made: Rendition, bench: Path) -> None:
    """Put a picture's file in its reserved place. Raises OSError."""
    storage.publish(bench / FILES[made.kind], made.file(FILES[made.kind]))


def _show(asset: Asset, made: Rendition, size: Size) -> None:
    asset.renditions.current().filter(kind=made.kind, name=made.name).update(superseded_at=timezone.now())
    made.complete, made.superseded_at, (made.width, made.height) = True, None, size
    made.save(update_fields=["complete", "superseded_at", "width", "height", "facts"])


def _enter(asset: Asset, made: Rendition, size: Size) -> Rendition:
    asset.renditions.current().filter(kind=made.kind, name=made.name).update(superseded_at=timezone.now())
    _name_place(asset, made)
    made.asset, (made.width, made.height) = asset, size
    made.save(force_insert=True)
    return made


def _name_place(asset: Asset, made: Rendition) -> None:
    # A prefix of its own for each making: who is watching the old one is not disturbed.
    made.prefix = f"{asset.pk.hex[:2]}/{asset.pk.hex}/{made.pk.hex}"
