"""My data: the archive of everything about me, and the end of my account."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival import personal_data
from festival.actions.personal import (
    GRACE,
    UNDER_WAY,
    ask_for_erasure,
    ask_for_export,
    cancel_erasure,
    open_erasure,
)
from festival.exceptions import NotReady
from festival.models import DataExport, ExportState


@login_required
@require_GET
def my_data(request: HttpRequest) -> HttpResponse:
    return render(
        request, "festival/my_data.html", {**_export(request), "erasure": open_erasure(request.user)}
    )


@login_required
@require_GET
def export_state(request: HttpRequest) -> HttpResponse:
    """The live fragment: asks again by itself only while the archive is being made."""
    return render(request, "festival/_data_export.html", _export(request))


@login_required
@require_POST
def ask_export(request: HttpRequest) -> HttpResponse:
    ask_for_export(request.user)
    return redirect("festival:my_data")


@login_required
@never_cache
@require_GET
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The archive, streamed. Anybody else's does not exist."""
    ready = DataExport.objects.filter(
        person=request.user, state=ExportState.READY, expires_at__gt=timezone.now()
    )
    export = get_object_or_404(ready, pk=pk)
    name = f"my-data-{export.asked_at:%Y-%m-%d}.zip"
    return FileResponse(default_storage.open(export.file), as_attachment=True, filename=name)


@login_required
@reauthentication_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """What goes, what stays and why; then, with a fresh sign-in, the wish."""
    problems = personal_data.sentences(request.user, "blocks")
    if request.method == "POST":
        try:
            ask_for_erasure(request.user)
        except NotReady as refusal:
            problems = [str(words) for words in refusal.problems]
        else:
            messages.success(request, _("Your account will be deleted. Until then you can change your mind."))
            return redirect("festival:my_data")
    context = {
        "problems": problems,
        "goes": personal_data.sentences(request.user, "goes"),
        "stays": personal_data.sentences(request.user, "stays"),
        "days": GRACE.days,
        "erasure": open_erasure(request.user),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "festival/my_data_erase.html", context, status=status)


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    cancel_erasure(request.user)
    messages.success(request, _("Your account stays."))
    return redirect("festival:my_data")


def _export(request: HttpRequest) -> dict[str, object]:
    export = DataExport.objects.filter(person=request.user).first()
    ready = export is not None and export.state == ExportState.READY
    if ready and export.expires_at and export.expires_at <= timezone.now():
        ready = False
    return {
        "export": export,
        "making": export is not None and export.state in UNDER_WAY,
        "ready": ready,
        "failed": export is not None and export.state == ExportState.FAILED,
    }
