"""Entering the demo's films: drafts, real uploads, submissions — the actions a filmmaker's browser would cause."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.management.base import CommandError
from django.utils import timezone

from festival.models import Edition, User
from media_pipeline.enums import UploadState
from media_pipeline.models import Asset, Upload
from media_pipeline.uploads.actions import continue_upload
from media_pipeline.uploads.receiving import Body
from screenings.demo import asking
from screenings.demo.filmmaking import shoot, suffix
from screenings.demo.makings import declare
from screenings.demo.plans import FestivalPlan, FilmPlan
from submissions.actions.drafting import begin_entry
from submissions.actions.film import begin_film_upload
from submissions.actions.submitting import submit_entry
from submissions.enums import CreditRole, EntryState
from submissions.models import Credit, Entry

PATIENCE_S = 45 * 60
LANGUAGE_OF_TITLE = {"en": "en", "zh-hans": "zh-hans"}

Say = Callable[[str], None]


def enter_films(edition: Edition, plan: FestivalPlan, owner: User, say: Say) -> None:
    """Shoot, upload and submit what has not been submitted yet."""
    todo = [film for film in plan.films if not _is_entered(edition, film)]
    for number, film in enumerate(todo, 1):
        say(f"{plan.name['en']}: film {number} of {len(todo)}, “{film.title}”")
        entry = _draft(edition, film, owner)
        _upload(entry, film, owner)
        if not film.selected:  # the check refuses it, so it stays a draft with its maker
            continue
        submit_entry(entry, by=owner, regulations_accepted=True)
        if not film.invented:
            # Submitting asks for them; of a published film we know only what was published.
            Entry.objects.filter(pk=entry.pk).update(countries="", languages=[], completed_on=None)


def wait_until_settled(edition: Edition, say: Say) -> None:
    """Until the workers have a verdict and pictures for every film. Raises CommandError when nothing moves any more."""
    began, told = time.monotonic(), -1
    films = Asset.objects.filter(upload__film_upload__entry__edition=edition)
    while left := films.in_progress().count():
        if left != told:
            say(f"{edition}: {left} films still in the workshop")
            told = left
        if time.monotonic() - began > PATIENCE_S:
            raise CommandError("The films do not settle. Are the workers running?")
        time.sleep(1)


def entered(edition: Edition) -> dict[str, Entry]:
    """The edition's submitted films by their international title."""
    return {
        entry.title_international: entry for entry in Entry.objects.filter(edition=edition, state="submitted")
    }


def _is_entered(edition: Edition, film: FilmPlan) -> bool:
    there = Entry.objects.filter(edition=edition, title_international=film.title)
    if film.selected:
        return there.filter(state=EntryState.SUBMITTED).exists()
    return there.filter(film_uploads__upload__state=UploadState.FINISHED).exists()


def _draft(edition: Edition, film: FilmPlan, owner: User) -> Entry:
    token = uuid5(NAMESPACE_URL, f"demo/{edition.pk}/{film.key}")
    entry = begin_entry(edition.categories.get(slug=film.category), by=owner, token=token)
    entry.title_international = film.title
    entry.title_original = film.original or film.title
    entry.title_language = film.original_language
    entry.logline = film.logline
    entry.synopsis = film.logline
    entry.countries = [film.country] if film.country else ["US"]
    entry.languages = [film.original_language]
    entry.completed_on = timezone.localdate(timezone=edition.tz)
    entry.save()
    if not entry.credits.exists():
        Credit.objects.create(entry=entry, role=CreditRole.DIRECTOR, name=film.director)
        asking.answer(entry, owner, edition.entries.count())
    declare(entry, film)
    return entry


def _upload(entry: Entry, film: FilmPlan, owner: User) -> None:
    folder = Path(settings.VAR_DIR) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        file = shoot(film, Path(scratch) / f"{film.key}.{suffix(film)}")
        upload = begin_film_upload(entry, by=owner, filename=file.name, size=file.stat().st_size)
        _send(upload, file)


def _send(upload: Upload, file: Path) -> None:
    """The bytes go through the upload desk as a request's body would."""
    with file.open("rb") as stream:
        request = WSGIRequest(
            {"REQUEST_METHOD": "PATCH", "CONTENT_LENGTH": str(file.stat().st_size), "wsgi.input": stream}
        )
        continue_upload(upload, Body(request), offset=0, length=None, checksum=None)
