"""The film on its way: announced by the browser, watched while the workshop works on it."""

import json
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from media_pipeline.uploads.actions import upload_url
from media_pipeline.uploads.exceptions import NotSignedIn
from submissions.actions import adopt_film, begin_film_upload
from submissions.exceptions import BadFilmFile
from submissions.views.scope import own_entry
from submissions.watching import film_panel


@require_POST
def begin_upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is coming, as JSON; answered with the address to send it to (201), or a problem in plain words."""
    if not request.user.is_authenticated:
        raise NotSignedIn  # a script does not follow to the sign-in page
    entry = own_entry(request, pk)
    filename, size = announced_file(request)
    upload = begin_film_upload(entry, by=request.user, filename=filename, size=size)
    return JsonResponse(
        {"upload_url": upload_url(upload), "chunk_size": settings.UPLOAD_CHUNK_BYTES}, status=201
    )


def announced_file(request: HttpRequest) -> tuple[str, int]:
    try:
        body = json.loads(request.body)
        filename, size = str(body["filename"]), int(body["size"])
    except (ValueError, TypeError, KeyError) as error:
        raise BadFilmFile(_("Name and size of the file are missing."), status=400) from error
    return filename[:255], size


@login_required
@require_GET
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The live fragment of the film: asks again by itself only while something is going on."""
    entry = own_entry(request, pk)
    adopt_film(entry)
    context = {"entry": entry, "film": film_panel(entry, request.user), "polled": True}
    return render(request, "submissions/_film_status.html", context)
