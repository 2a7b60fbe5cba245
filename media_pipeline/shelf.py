"""Put on the shelf what was made of a film: files into the storage, a row for each."""

from pathlib import Path

from django.utils import timezone

from media_pipeline import storage
from media_pipeline.enums import RenditionKind
from media_pipeline.ladder import storyboard_grid, tile_size
from media_pipeline.models import Asset, Rendition
from media_pipeline.recipes import POSTER, STORYBOARD, Source, poster_size

Size = tuple[int, int]


def begin_stream(asset: Asset, name: str, size: Size) -> Rendition:
    """Make room for a stream that will grow. It is a row before it is a file, so that no file is ever without one."""
    made = Rendition(kind=RenditionKind.HLS, name=name, complete=False)
    return _enter(asset, made, size)


def keep_poster(asset: Asset, bench: Path, source: Source) -> Rendition:
    """Keep the still that stands for the film."""
    made = Rendition(kind=RenditionKind.POSTER, name="poster")
    return _keep(asset, made, _alone(bench, POSTER), poster_size(source.film))


def keep_storyboard(asset: Asset, bench: Path, source: Source) -> Rendition:
    """Keep the sheet of small pictures for the seek bar."""
    columns, rows, step_s = storyboard_grid(source.probe.duration_s)
    width, height = tile_size(source.film)
    facts = {
        "columns": columns,
        "rows": rows,
        "step_s": step_s,
        "tile_width": width,
        "tile_height": height,
        "duration_s": source.probe.duration_s,
    }
    made = Rendition(kind=RenditionKind.STORYBOARD, name="storyboard", facts=facts)
    return _keep(asset, made, _alone(bench, STORYBOARD), (columns * width, rows * height))


def _alone(bench: Path, name: str) -> Path:
    folder = bench / Path(name).stem
    folder.mkdir()
    (bench / name).rename(folder / name)
    return folder


def _keep(asset: Asset, made: Rendition, folder: Path, size: Size) -> Rendition:
    _name_place(asset, made)
    storage.shelve(folder, made.prefix)
    return _enter(asset, made, size)


def _enter(asset: Asset, made: Rendition, size: Size) -> Rendition:
    asset.renditions.current().filter(kind=made.kind, name=made.name).update(superseded_at=timezone.now())
    _name_place(asset, made)
    made.asset, (made.width, made.height) = asset, size
    made.save(force_insert=True)
    return made


def _name_place(asset: Asset, made: Rendition) -> None:
    # A prefix of its own for each making: who is watching the old one is not disturbed.
    made.prefix = f"{asset.pk.hex[:2]}/{asset.pk.hex}/{made.pk.hex}"
