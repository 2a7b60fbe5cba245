"""Which files of a film travel with its edition."""

from collections.abc import Iterable

from festival.archive.files import Stored, below, declare_files
from media_pipeline.models import Asset, Master, Rendition, SubtitleTrack


def of_asset(asset: Asset) -> Iterable[Stored]:
    yield Stored("originals", asset.original.name, is_film=True)


def of_master(master: Master) -> Iterable[Stored]:
    yield Stored("originals", master.original.name, is_film=True)


def of_rendition(made: Rendition) -> Iterable[Stored]:
    for name in below("renditions", made.prefix) if made.prefix else ():
        yield Stored("renditions", name, is_film=made.kind == "hls")


def of_track(track: SubtitleTrack) -> Iterable[Stored]:
    yield Stored("originals", track.original.name)


declare_files("media_pipeline.Asset", of_asset)
declare_files("media_pipeline.Master", of_master)
declare_files("media_pipeline.Rendition", of_rendition)
declare_files("media_pipeline.SubtitleTrack", of_track)
