"""What a page shows of a film: how far the workshop is, what it found, and a player once there is something to play."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse

from media_pipeline.delivery import Playback, playback, watermark
from media_pipeline.enums import TrackState
from media_pipeline.models import Finding, SubtitleTrack
from media_pipeline.progress import Carrying, Settling, SettlingStep
from media_pipeline.subtitles.languages import base
from media_pipeline.uploads.actions import upload_url
from submissions import rules
from submissions.doors import key_of
from submissions.dossiers import film_situation, newest_upload, unfinished_upload
from submissions.forms.subtitles import SubtitleForm
from submissions.models import Entry
from submissions.technical import EXTENSIONS, first_look_rules
from submissions.tongues import language_name


@dataclass(frozen=True)
class FilmPanel:
    """Everything about the film that a page or the live fragment needs; nothing of the entry around it."""

    situation: str  # as submissions.eligibility.Dossier.film
    live: bool = False
    file: str = ""
    size: int = 0
    sha256: str = ""
    sentence: str = ""
    turn: str = ""
    percent: int = 0
    steps: tuple[SettlingStep, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    playback: Playback | None = None
    reason: str = ""

    @property
    def blocks(self) -> bool:
        return self.situation == "refused"


@dataclass(frozen=True)
class SubtitlePanel:
    """The subtitles of a film, and whether this person may send and remove some."""

    tracks: list[SubtitleTrack]
    may_change: bool
    asked_for: bool
    """The category asks for subtitles, and there are none that can be shown."""
    wanted: tuple[str, ...] = ()
    """The festival's own languages that are neither spoken nor written so far, each in its own words."""
    form: SubtitleForm | None = None

    @property
    def waits(self) -> bool:
        return any(track.state == TrackState.WAITING for track in self.tracks)


def subtitle_panel(entry: Entry, viewer: Any) -> SubtitlePanel:
    """No query beyond the one for the tracks; none when the film's are prefetched."""
    film = entry.film
    tracks = [t for t in film.subtitle_tracks.all() if t.replaced_at is None] if film else []
    may_change = film is not None and rules.can_send_subtitles(viewer, entry)
    understood = {base(code) for code in entry.languages} | {base(t.language) for t in tracks if t.is_shown}
    return SubtitlePanel(
        tracks,
        may_change,
        asked_for=entry.category.subtitles_required and not any(track.is_shown for track in tracks),
        wanted=tuple(language_name(code) for code in entry.edition.languages if base(code) not in understood),
        form=SubtitleForm(tracks=SubtitleTrack.objects.none()) if may_change else None,
    )


def film_panel(entry: Entry, viewer: Any) -> FilmPanel:
    """Who may see it has been asked before. The player's address is signed for this viewer alone."""
    film, situation = entry.film, film_situation(entry)
    if film is None:
        return _panel_before_the_film(entry, situation)
    prefetch_related_objects([film], "subtitle_tracks")
    way = Settling(film)
    return FilmPanel(
        situation=situation,
        live=way.is_live,
        file=film.original_name,
        size=film.size,
        sha256=film.sha256,
        sentence=way.sentence,
        turn=way.turn,
        percent=way.percent,
        steps=way.steps,
        findings=list(film.findings.all()),
        playback=_playback(entry, viewer) if film.is_playable else None,
        reason=film.reason,
    )


def _playback(entry: Entry, viewer: Any) -> Playback:
    """The maker sees the own film without a name over it."""
    marked = entry.edition.watermark and not rules.owns(viewer, entry)
    return playback(
        entry.film,
        viewer,
        key_of(entry, viewer),
        spoken=entry.languages,
        watermark=watermark(str(viewer)) if marked else "",
    )


def _panel_before_the_film(entry: Entry, situation: str) -> FilmPanel:
    newest = newest_upload(entry) if situation == "checking" else None
    if newest is None or not (carrying := Carrying(newest.upload)).is_live:
        return FilmPanel(situation, live=situation == "checking")
    return FilmPanel(
        situation,
        live=True,
        file=newest.upload.filename,
        size=newest.upload.length or 0,
        sentence=carrying.sentence,
        percent=carrying.percent,
        steps=carrying.steps,
    )


def uploader_context(entry: Entry, viewer: Any) -> dict[str, Any]:
    """For components/uploader.html: where to announce a file, and the own unfinished upload to go on with."""
    rules = first_look_rules(entry.category)
    context: dict[str, Any] = {
        "begin_url": reverse("entries:film_begin", kwargs={"pk": entry.pk}),
        "done_url": reverse("entries:step", kwargs={"pk": entry.pk, "name": "film"}),
        "rules": json.dumps({**rules, "chunk_size": settings.UPLOAD_CHUNK_BYTES}),
        "extensions": ", ".join(EXTENSIONS),
    }
    left = unfinished_upload(entry)
    if left is not None and left.upload.owner_id == viewer.pk:
        upload = left.upload
        context |= {
            "resume_url": upload_url(upload),
            "resume_name": upload.filename,
            "resume_size": upload.length or 0,
            "resume_offset": upload.offset,
            "resume_expires": upload.expires_at,
        }
    return context
