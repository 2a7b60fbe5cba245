"""Private files: for the makers of the film and for those of the staff who read everything; as a download only."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from festival.scope import ask, desk_edition
from submissions import rules
from submissions.models import Entry, Paper
from submissions.views.scope import desk_entry, own_entry


@login_required
@require_GET
def own(request: HttpRequest, pk: UUID, paper: UUID) -> HttpResponseBase:
    return download(own_entry(request, pk), paper)


@login_required
@require_GET
def desk(request: HttpRequest, festival: str, edition: str, pk: UUID, paper: UUID) -> HttpResponseBase:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_read_everything(request.user, here))
    return download(entry, paper)


def download(entry: Entry, key: UUID) -> HttpResponseBase:
    """Never shown in the browser: a stranger's file gets no page, no script and no type that a browser would open."""
    paper = get_object_or_404(Paper, pk=key, entry=entry)
    try:
        file = default_storage.open(paper.stored)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=paper.name, content_type="application/octet-stream"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
