"""Pictures and press kits of an entry: sent by their makers, fetched as a download."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from festival.exceptions import Refused
from submissions import rules
from submissions.actions import add_pictures, remove_press_kit, set_press_kit, use_details
from submissions.exceptions import BadPressKit, BadStill
from submissions.forms.pictures import NewPicturesForm, PressKitForm
from submissions.models import Entry, PressKit
from submissions.press_kits import TYPES
from submissions.views.scope import own_entry


@login_required
@require_POST
def pictures_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One or several pictures of one kind. What cannot be read is told in words, and none of them is kept."""
    entry = own_entry(request, pk)
    form = NewPicturesForm(request.POST, request.FILES)
    if not form.is_valid():
        raise BadStill(_("Choose a picture first."))
    kept = add_pictures(entry, form.cleaned_data["files"], kind=form.cleaned_data["kind"], by=request.user)
    words = ngettext("%(count)d picture added.", "%(count)d pictures added.", len(kept))
    messages.success(request, words % {"count": len(kept)})
    return redirect("entries:step", pk=entry.pk, name="pictures")


@login_required
@require_POST
def press_kit_set(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    if "remove" in request.POST:
        remove_press_kit(entry, by=request.user)
        messages.success(request, _("The press kit is removed."))
        return redirect("entries:step", pk=entry.pk, name="pictures")
    form = PressKitForm(request.POST, request.FILES)
    if not form.is_valid():
        raise BadPressKit(_("Choose a PDF or a ZIP file first."))
    set_press_kit(entry, form.cleaned_data["file"], by=request.user)
    messages.success(request, _("The press kit is here."))
    return redirect("entries:step", pk=entry.pk, name="pictures")


@login_required
@require_GET
def press_kit(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """For its maker and for those who programme. Only ever a download: nothing of it is shown by this site."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user).select_related("edition"), pk=pk)
    if not (rules.owns(request.user, entry) or rules.can_read_everything(request.user, entry.edition)):
        raise Refused
    kit = get_object_or_404(PressKit, entry=entry)
    if not default_storage.exists(kit.name):
        raise Http404
    return StreamingHttpResponse(
        pieces_of(kit.name),
        content_type=TYPES[kit.name.rpartition(".")[2]],
        headers={
            "Content-Disposition": content_disposition_header(True, kit.filename),
            "Content-Length": str(kit.size),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


def pieces_of(name: str) -> Iterator[bytes]:
    with default_storage.open(name) as file:
        yield from file.chunks()


@login_required
@require_POST
def details_use(request: HttpRequest, pk: UUID) -> HttpResponse:
    """“Use my details from last time”: what is filled in already stays."""
    entry = own_entry(request, pk)
    if use_details(entry, by=request.user):
        messages.success(request, _("Filled in from your details. Look whether they are still right."))
    else:
        messages.info(request, _("There was nothing to add: your details are here already."))
    return redirect("entries:step", pk=entry.pk, name="contact")
