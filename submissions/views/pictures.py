"""Stills, by an address that cannot be guessed. No question to the database, cacheable for ever."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse

from submissions.stills import LARGE, SMALL, sized


def still(request: HttpRequest, key: str, width: str) -> HttpResponse:
    if int(width) not in (LARGE, SMALL):
        raise Http404
    try:
        with default_storage.open(sized(f"stills/{key}.jpg", int(width))) as file:
            picture = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(picture, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
