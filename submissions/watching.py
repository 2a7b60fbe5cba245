"""What a page shows of a film: how far the workshop is, what it found, and a player once there is something to play."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse

from media_pipeline.delivery import Playback, playback
from media_pipeline.models import Finding
from media_pipeline.progress import Settling, SettlingStep
from media_pipeline.uploads.actions import upload_url
from submissions.dossiers import film_situation, unfinished_upload
from submissions.models import Entry
from submissions.technical import EXTENSIONS, first_look_rules


@dataclass(frozen=True)
class FilmPanel:
    """Everything about the film that a page or the live fragment needs; nothing of the entry around it."""

    situation: str  # as submissions.eligibility.Dossier.film
    live: bool = False
    file: str = ""
    size: int = 0
    sha256: str = ""
    sentence: str = ""
    percent: int = 0
    steps: tuple[SettlingStep, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    playback: Playback | None = None
    reason: str = ""

    @property
    def blocks(self) -> bool:
        return self.situation == "refused"


def film_panel(entry: Entry, viewer: Any) -> FilmPanel:
    """Who may see it has been asked before. The player's address is signed for this viewer alone."""
    film, situation = entry.film, film_situation(entry)
    if film is None:
        return FilmPanel(situation, live=situation == "checking")
    way = Settling(film)
    return FilmPanel(
        situation=situation,
        live=way.is_live,
        file=film.original_name,
        size=film.size,
        sha256=film.sha256,
        sentence=way.sentence,
        percent=way.percent,
        steps=way.steps,
        findings=list(film.findings.all()),
        playback=playback(film, viewer) if film.is_playable else None,
        reason=film.reason,
    )


def uploader_context(entry: Entry) -> dict[str, Any]:
    """For components/uploader.html: where to announce a file, and the unfinished upload to go on with."""
    rules = first_look_rules(entry.category)
    context: dict[str, Any] = {
        "begin_url": reverse("entries:film_begin", kwargs={"pk": entry.pk}),
        "done_url": reverse("entries:step", kwargs={"pk": entry.pk, "name": "film"}),
        "rules": json.dumps({**rules, "chunk_size": settings.UPLOAD_CHUNK_BYTES}),
        "extensions": ", ".join(EXTENSIONS),
    }
    if left := unfinished_upload(entry):
        upload = left.upload
        context |= {
            "resume_url": upload_url(upload),
            "resume_name": upload.filename,
            "resume_size": upload.length or 0,
            "resume_offset": upload.offset,
            "resume_expires": upload.expires_at,
        }
    return context
