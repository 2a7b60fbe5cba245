"""Subtitle files beside the entry's film."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Refused
from media_pipeline import subtitling
from media_pipeline.models import SubtitleTrack
from submissions import rules, snapshots
from submissions.exceptions import SubtitlesLocked
from submissions.models import Entry


def add_subtitles(
    entry: Entry,
    data: bytes,
    *,
    name: str,
    language: str,
    kind: str,
    by: Any,
    replaces: SubtitleTrack | None = None,
) -> SubtitleTrack:
    """Read a subtitle file and offer it to everybody who watches the film, in place of another where that is said.

    Raises SubtitlesLocked, and SubtitlesUnusable in words that say how to mend the file.
    """
    with transaction.atomic():
        present = _locked(entry, by)
        if present.film is None:
            raise SubtitlesLocked(_("Send the film first: subtitles are checked against its length."))
        track = subtitling.receive(
            present.film, data, name=name, language=language, kind=kind, by=by, replaces=replaces
        )
        deed = "replaced" if replaces else "added"
        audit.record(
            f"entry.subtitles_{deed}",
            present,
            by=by,
            language=track.language,
            file=name[:255],
            sha256=track.sha256,
        )
        snapshots.keep(present, snapshots.cause_of(present, by), by=by, note=name[:255])
    return track


def remove_subtitles(entry: Entry, track: SubtitleTrack, *, by: Any) -> None:
    """Offer a sent file no longer. Raises SubtitlesLocked."""
    with transaction.atomic():
        present = _locked(entry, by)
        subtitling.remove(track)
        audit.record(
            "entry.subtitles_removed", present, by=by, language=track.language, file=track.original_name
        )
        snapshots.keep(present, snapshots.cause_of(present, by), by=by)


def _locked(entry: Entry, by: Any) -> Entry:
    present = Entry.objects.select_for_update(of=("self",)).select_related("edition", "film").get(pk=entry.pk)
    if not rules.can_send_subtitles(by, present):
        raise SubtitlesLocked if rules.can_view(by, present) else Refused
    return present
