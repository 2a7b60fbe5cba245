"""Stills, by an address that cannot be guessed. No question to the database, cacheable for ever."""

from django.core.files.storage import default_storage
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse

from media_pipeline.delivery import poster_file
from media_pipeline.models import Asset
from submissions.stills import LARGE, SMALL, film_of_poster, sized

CACHED = "private, max-age=31536000, immutable"


def poster(request: HttpRequest, key: str) -> HttpResponse:
    """The picture that was taken from a film."""
    try:
        film = Asset.objects.filter(pk=film_of_poster(key)).first()
    except BadSignature as error:
        raise Http404 from error
    try:
        file = poster_file(film) if film else None
    except FileNotFoundError as error:
        raise Http404 from error
    if file is None:
        raise Http404
    with file:
        return HttpResponse(
            file.read(), content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"}
        )


def still(request: HttpRequest, key: str, width: str) -> HttpResponse:
    if int(width) not in (LARGE, SMALL):
        raise Http404
    try:
        with default_storage.open(sized(f"stills/{key}.jpg", int(width))) as file:
            picture = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": CACHED})
