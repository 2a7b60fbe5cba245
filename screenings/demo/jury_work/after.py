"""What comes after the announcement: makers send their exhibition copies, and the office looks at them. All invented."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from festival.models import User
from media_pipeline.uploads import spool
from media_pipeline.uploads.actions import finish_upload
from media_pipeline.uploads.lease import lease
from submissions.actions.copies import Place, accept_copy, ask_again, begin_copy_upload, send_link
from submissions.models import Entry

REASON = "The sound comes from the left side only. (demo)"


def send_copies(chosen: Sequence[Entry], director: User) -> None:
    """One file, three links: one is accepted, of one another is asked for. The others lack theirs."""
    first, second, third, fourth = [film for film in chosen if film.owner.email.startswith("entrant@")][:4]
    _upload(first)
    accept_copy(_say_where(second), by=director)
    ask_again(_say_where(third, note="Stereo. (demo)"), REASON, by=director)
    _say_where(fourth, passphrase="paper lantern", expires_on=_in_days(fourth, 5))


def _say_where(film: Entry, **more: Any) -> Any:
    place = Place(f"https://files.example/{film.slug}.mov", **more)
    return send_link(film, place, by=film.owner)


def _in_days(film: Entry, days: int) -> Any:
    return timezone.now().astimezone(film.edition.tz).date() + timedelta(days=days)


def _upload(film: Entry) -> None:
    """The clip that the film plays, once more: it comes by the way that uploads come."""
    if film.film is None or not film.film.original:
        return
    with film.film.original.open("rb") as clip:
        data = clip.read()
    upload = begin_copy_upload(film, by=film.owner, filename=f"{film.slug}.mp4", size=len(data))
    spool.path(upload.pk).write_bytes(data)
    with lease(upload) as held:
        finish_upload(upload, held)
