"""Which subtitles a player offers, and which it shows by itself."""

from collections.abc import Collection, Iterable

from django.utils.translation import get_language

from media_pipeline.models import SubtitleTrack
from media_pipeline.subtitles.languages import base

FOLDER = "subtitles"


def path_of(track: SubtitleTrack) -> str:
    """The track's place behind a signed address."""
    return f"{FOLDER}/{track.pk.hex}.vtt"


def names_of(tracks: Iterable[SubtitleTrack]) -> list[str]:
    """What a page says of a film's subtitles: each language once."""
    return list(dict.fromkeys(track.name for track in tracks if not track.is_forced))


def labelled(tracks: Iterable[SubtitleTrack]) -> list[tuple[SubtitleTrack, str]]:
    """Tracks with names that tell them apart: a second one of the same name is counted."""
    counted: dict[str, int] = {}
    pairs = []
    for track in tracks:
        counted[track.name] = counted.get(track.name, 0) + 1
        many = counted[track.name]
        pairs.append((track, track.name if many == 1 else f"{track.name} {many}"))
    return pairs


def shown_at_once(
    tracks: Iterable[SubtitleTrack], *, spoken: Collection[str] | None, reader: str | None = None
) -> SubtitleTrack | None:
    """The reader's language, if the film speaks another one; of a film in the reader's language only its signs.

    ``spoken`` None or empty: nobody has said what is spoken, so nothing is put over the picture unasked.
    """
    reader = (reader or get_language() or "").lower()
    if not spoken or not reader:
        return None
    understood = base(reader) in {base(code.lower()) for code in spoken}
    fitting = [t for t in tracks if base(t.language) == base(reader) and t.is_forced == understood]
    # The same script first, then plain subtitles before those for the deaf, then the newest.
    order = sorted(
        fitting, key=lambda t: (t.language != reader, t.kind != "subtitles", -t.created_at.timestamp())
    )
    return order[0] if order else None
