"""The playlists of a film as they are handed out, and which second lies in which of its files."""

from functools import lru_cache
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpResponseBase

from media_pipeline import spans
from media_pipeline.models import Rendition
from media_pipeline.models.rendition import renditions
from media_pipeline.playlists import from_the_beginning
from media_pipeline.recipes import PLAYLIST
from media_pipeline.spans import Span
from media_pipeline.timetable import Timetable, read_timetable


def playlist(rendition: Rendition) -> str:
    """The media playlist: of a stream that grows from its row, of a finished one from the storage. Raises Http404.

    It is always we who send it: its addresses are relative to ours, also where the segments come from a bucket.
    """
    return from_the_beginning(rendition.playlist) if rendition.playlist else _stored(rendition)[0]


def timetable(rendition: Rendition) -> Timetable:
    """Which seconds lie in which segment. Raises Http404."""
    return read_timetable(rendition.playlist) if rendition.playlist else _stored(rendition)[1]


def _stored(rendition: Rendition) -> tuple[str, Timetable]:
    try:
        return _read(rendition.file(PLAYLIST))
    except FileNotFoundError as error:
        raise Http404 from error


@lru_cache(maxsize=128)
def _read(name: str) -> tuple[str, Timetable]:
    """Read a stored playlist once a process: it is asked for at every segment, and no stored file ever changes."""
    with renditions().open(name) as file:
        text = file.read().decode("utf-8")
    return text, read_timetable(text)


def sent_bytes(response: HttpResponseBase, rendition: Rendition, name: str, span: Span) -> int:
    """How much this answer sends, or makes nginx send; from a bucket, what such a stretch has on an average."""
    if response.status_code == 304:
        return 0
    if "Content-Length" in response and "X-Accel-Redirect" not in response:
        return int(response["Content-Length"])
    storage = renditions()
    if isinstance(storage, FileSystemStorage):
        place = Path(storage.path(rendition.file(name)))
        return place.stat().st_size if place.is_file() else 0
    return round(spans.seconds([span]) * rendition.facts.get("average_bandwidth", 0) / 8)
