"""A stream that is put on the shelf while the encoder still writes it."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from media_pipeline import storage
from media_pipeline.playlists import describe_segments
from media_pipeline.recipes import PLAYLIST
from media_pipeline.segments import Segment, gather, media_playlist, read_pieces

INIT = "init.mp4"


class GrowingStream:
    """Follows the encoder's folder and publishes each segment once it is whole; the database is the caller's."""

    def __init__(self, folder: Path, prefix: str, *, fps: Fraction, longest_piece_s: float) -> None:
        """``folder`` is where the encoder writes, ``prefix`` where viewers will find it."""
        self._folder, self._prefix = folder, prefix
        self._fps, self._longest_piece_s = fps, longest_piece_s
        self._segments: list[Segment] = []
        self._sizes: list[int] = []
        self._ended = False

    def grow(self) -> bool:
        """Publish what has become whole since the last look; True when there is news. Raises OSError."""
        try:
            pieces, ended = read_pieces((self._folder / PLAYLIST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return False
        segments = gather(pieces, ended=ended)
        news = segments[len(self._segments) :]
        if news and not self._segments:
            storage.publish(self._folder / INIT, f"{self._prefix}/{INIT}")
        for segment in news:
            self._publish(segment)
        changed = bool(news) or ended != self._ended
        self._ended = ended
        return changed

    def finish(self) -> None:
        """Publish what is left, and the playlist beside it."""
        self.grow()
        playlist = self._folder / "whole.m3u8"
        playlist.write_text(self.playlist, encoding="utf-8")
        storage.publish(playlist, f"{self._prefix}/{PLAYLIST}")

    @property
    def has_begun(self) -> bool:
        """There is something to watch."""
        return bool(self._segments)

    @property
    def playlist(self) -> str:
        """What viewers may read by now."""
        return media_playlist(self._segments, longest_piece_s=self._longest_piece_s, ended=self._ended)

    @property
    def facts(self) -> dict[str, Any]:
        """What the master playlist tells of it, measured so far."""
        sizes = zip((segment.seconds for segment in self._segments), self._sizes, strict=True)
        return describe_segments(sizes, (self._folder / INIT).read_bytes(), self._fps)

    def _publish(self, segment: Segment) -> None:
        joined = self._folder / f"joined-{segment.name}"
        with joined.open("wb") as whole:
            for piece in segment.pieces:
                whole.write((self._folder / piece.name).read_bytes())
        storage.publish(joined, f"{self._prefix}/{segment.name}")
        self._segments.append(segment)
        self._sizes.append(joined.stat().st_size)
        joined.unlink()
        for piece in segment.pieces:
            (self._folder / piece.name).unlink()
