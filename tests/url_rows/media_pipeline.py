from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from media_pipeline import delivery
from media_pipeline.uploads.actions import begin_upload
from tests.factories import media_pipeline as make
from tests.url_rows import SIGNED_IN, Row

TUS = {"Tus-Resumable": "1.0.0"}


def upload_kwargs(cast: SimpleNamespace) -> dict[str, Any]:
    """The filmmaker's upload: nobody else, however powerful, learns that it exists."""
    return {"upload_id": begin_upload(owner=cast.filmmaker, filename="film.mp4", length=9).pk.hex}


def playback_kwargs(cast: SimpleNamespace) -> dict[str, Any]:
    """A link that was made for the juror."""
    now = timezone.now()
    film = make.stored_without_work(cast.filmmaker, state="ready", playable_at=now, verified_at=now)
    return {"token": delivery.sign(film, cast.juror), "path": delivery.MASTER}


ROWS: dict[str, Row] = {
    "play:file": Row(allow={"juror"}, deny=403, anonymous=403, kwargs=playback_kwargs),
    "uploads:collection": Row(
        allow=SIGNED_IN,
        ok=201,
        anonymous=401,
        headers=TUS | {"X-HTTP-Method-Override": "POST", "Upload-Length": "9"},
    ),
    "uploads:upload": Row(
        allow={"filmmaker"}, method="delete", ok=204, anonymous=401, kwargs=upload_kwargs, headers=TUS
    ),
}
