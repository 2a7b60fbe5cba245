"""The exhibition copy of a selected film: its makers send, replace and remove it."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from media_pipeline.enums import MasterState
from media_pipeline.uploads.actions import upload_url
from media_pipeline.uploads.exceptions import NotSignedIn
from submissions import copies
from submissions.actions.copies import (
    COPY_EXTENSIONS,
    adopt_copy,
    begin_copy_upload,
    remove_copy,
    send_link,
)
from submissions.copy_facts import sheet_of
from submissions.forms.copies import CopyLinkForm
from submissions.models import Entry, ExhibitionCopy
from submissions.views.film import announced_file
from submissions.views.scope import own_entry


@login_required
@require_GET
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The room of the copy. Not there before the announcement, nor for films that are asked for none."""
    entry = _own(request, pk)
    return render(request, "submissions/entry_copy.html", _context(request, entry, adopt_copy(entry)))


@login_required
@require_GET
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The live fragment: asks again only while the file is being read."""
    entry = _own(request, pk)
    context = _context(request, entry, adopt_copy(entry)) | {"polled": True}
    return render(request, "submissions/_copy.html", context)


@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is coming, as JSON; answered with the address to send it to (201), or a problem in plain words."""
    if not request.user.is_authenticated:
        raise NotSignedIn  # a script does not follow to the sign-in page
    entry = _own(request, pk)
    filename, size = announced_file(request)
    upload = begin_copy_upload(entry, by=request.user, filename=filename, size=size)
    answer = {"upload_url": upload_url(upload), "chunk_size": settings.UPLOAD_CHUNK_BYTES}
    return JsonResponse(answer, status=201)


@login_required
@require_POST
def link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The copy lies elsewhere."""
    entry = _own(request, pk)
    form = CopyLinkForm(request.POST, edition=entry.edition)
    if not form.is_valid():
        context = _context(request, entry, copies.copy_of(entry)) | {"form": form}
        return render(request, "submissions/entry_copy.html", context, status=422)
    send_link(entry, form.place, by=request.user)
    messages.success(request, _("Thank you, the festival has your link."))
    return redirect("entries:copy", pk=entry.pk)


@login_required
@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = _own(request, pk)
    remove_copy(entry, by=request.user)
    messages.success(request, _("The exhibition copy is removed."))
    return redirect("entries:entry", pk=entry.pk)


def _own(request: HttpRequest, pk: UUID) -> Entry:
    entry = own_entry(request, pk)
    if copies.asked_for(entry) is None and copies.copy_of(entry) is None:
        raise Http404
    return entry


def _context(request: HttpRequest, entry: Entry, present: ExhibitionCopy | None) -> dict[str, Any]:
    if present is not None:
        present.entry = entry
    may_send = copies.may_send(request.user, entry, present)
    asked = copies.asked_for(entry)
    today = timezone.now().astimezone(entry.edition.tz).date()
    return {
        "entry": entry,
        "todo": asked,
        "overdue": asked is not None and asked.is_overdue_on(today),
        "copy": present,
        "sheet": sheet_of(present, today) if present else None,
        "live": present is not None
        and present.master is not None
        and present.master.state == MasterState.RECEIVED,
        "may_send": may_send,
        "may_remove": copies.may_remove(request.user, entry, present),
        "form": CopyLinkForm(edition=entry.edition) if may_send else None,
        "uploader": _uploader(request, entry) if may_send else None,
    }


def _uploader(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """For components/uploader.html; `resume_…` where an own upload was left behind."""
    rules = {
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "extensions": list(COPY_EXTENSIONS),
        "chunk_size": settings.UPLOAD_CHUNK_BYTES,
        "looks": False,
    }
    context: dict[str, Any] = {
        "begin_url": reverse("entries:copy_begin", kwargs={"pk": entry.pk}),
        "done_url": reverse("entries:copy", kwargs={"pk": entry.pk}),
        "rules": json.dumps(rules),
        "extensions": ", ".join(COPY_EXTENSIONS),
        "accept": ",".join(f".{extension}" for extension in COPY_EXTENSIONS),
    }
    left = copies.unfinished_copy(entry)
    if left is not None and left.upload.owner_id == request.user.pk:
        context |= {
            "resume_url": upload_url(left.upload),
            "resume_name": left.upload.filename,
            "resume_size": left.upload.length or 0,
            "resume_offset": left.upload.offset,
            "resume_expires": left.upload.expires_at,
        }
    return context
