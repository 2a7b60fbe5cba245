from types import SimpleNamespace
from typing import Any

from media_pipeline.uploads.actions import begin_upload
from tests.url_rows import SIGNED_IN, Row

TUS = {"Tus-Resumable": "1.0.0"}


def upload_kwargs(cast: SimpleNamespace) -> dict[str, Any]:
    """The filmmaker's upload: nobody else, however powerful, learns that it exists."""
    return {"upload_id": begin_upload(owner=cast.filmmaker, filename="film.mp4", length=9).pk.hex}


ROWS: dict[str, Row] = {
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
