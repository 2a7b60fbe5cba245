"""The streams that one run of the encoder makes, as viewers see them grow."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from django.utils import timezone

from media_pipeline import shelf
from media_pipeline.enums import RenditionKind
from media_pipeline.growth import GrowingStream
from media_pipeline.job import Job
from media_pipeline.models import Asset, Rendition

FromEncoder = tuple[str, tuple[int, int]]
"""A stream's name, which is also its folder on the bench, and its width and height."""


class Making:
    """Follows a run. ``on_begin`` is called once, when all streams have something to watch."""

    def __init__(
        self,
        job: Job,
        bench: Path,
        streams: Sequence[FromEncoder],
        *,
        fps: Fraction,
        longest_piece_s: float,
        on_begin: Callable[[], None] | None,
    ) -> None:
        """Enter the streams as rows. Without ``on_begin`` nobody sees them before they are complete."""
        self._job, self._on_begin, self._begun = job, on_begin, False

        def enter(asset: Asset) -> list[Rendition]:
            _put_aside_what_was_never_finished(asset)
            return [shelf.begin_stream(asset, name, size) for name, size in streams]

        self._rows = job.write(enter)
        self._streams = [
            GrowingStream(bench / row.name, row.prefix, fps=fps, longest_piece_s=longest_piece_s)
            for row in self._rows
        ]

    def tick(self) -> None:
        """Put on the shelf what the encoder has finished by now. Raises ClaimLost."""
        news = [(row, stream) for row, stream in zip(self._rows, self._streams, strict=True) if stream.grow()]
        if not news or self._on_begin is None or not all(stream.has_begun for stream in self._streams):
            return

        def tell(asset: Asset) -> None:
            # At the beginning all at once: a size that comes later would be missing from the first page's list.
            for row, stream in news if self._begun else zip(self._rows, self._streams, strict=True):
                Rendition.objects.filter(pk=row.pk).update(playlist=stream.playlist, facts=stream.facts)
            if not self._begun and asset.playable_at is None:
                asset.playable_at = timezone.now()
                asset.save(update_fields=["playable_at"])

        self._job.write(tell)
        if not self._begun:
            self._begun = True
            self._on_begin()

    def finish(self) -> None:
        """Put the last segments and the playlists on the shelf; nothing is written to the database."""
        for stream in self._streams:
            stream.finish()

    def complete(self, asset: Asset) -> None:
        """Enter the streams as complete; inside the transaction that writes the step's results."""
        for row, stream in zip(self._rows, self._streams, strict=True):
            Rendition.objects.filter(pk=row.pk).update(complete=True, playlist="", facts=stream.facts)
        if self._rows and asset.playable_at is None:
            asset.playable_at = timezone.now()

    def abandon(self, asset: Asset) -> None:
        """Take the streams back: what was copied so far does not play, or not to its end."""
        _put_aside_what_was_never_finished(asset)


def _put_aside_what_was_never_finished(asset: Asset) -> None:
    """A worker died over it. Who is watching it may go on to where it ends; everybody else waits for the new one."""
    streams = asset.renditions.current().filter(kind=RenditionKind.HLS)
    streams.filter(complete=False).update(superseded_at=timezone.now())
    if not streams.filter(complete=True).exists():
        asset.playable_at = None
        asset.save(update_fields=["playable_at"])
