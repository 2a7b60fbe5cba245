"""What a page shows of a film: how far the workshop is, what it found, and a player once there is something to play."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse

from media_pipeline.uploads.actions import upload_url
from submissions.dossiers import film_situation, unfinished_upload
from submissions.films import runtime_text
from submissions.models import Entry
from submissions.technical import EXTENSIONS, first_look_rules


@dataclass(frozen=True)
class FilmPanel:
    """Everything about the film that a page or the live fragment needs; nothing of the entry around it."""

    situation: str  # as submissions.eligibility.Dossier.film
    file: str = ""
    size: int = 0
    sha256: str = ""
    live: bool = False
    progress: Any = None
    findings: list[Any] = field(default_factory=list)
    playback: Any = None
    facts: Any = None
    runtime: str = ""

    @property
    def blocks(self) -> bool:
        return self.situation == "refused"


def film_panel(entry: Entry, viewer: Any) -> FilmPanel:
    film = entry.film
    situation = film_situation(entry)
    if film is None:
        return FilmPanel(situation, live=situation == "checking")
    return FilmPanel(
        situation=situation,
        file=film.original_name,
        facts=entry.film_facts,
        runtime=runtime_text(entry.runtime_s),
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
