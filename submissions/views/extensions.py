"""The desk gives later deadlines to single people, and takes them back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from submissions.actions import give_extension, revoke_extension
from submissions.actions.extending import link_of
from submissions.forms.extensions import ExtensionForm
from submissions.models import Extension
from submissions.views.call import at, call_desk, form_page

A_PAGE = 50


@login_required
@require_GET
def extensions(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here, now = call_desk(request, festival, edition), timezone.now()
    page = Paginator(here.extensions.select_related("category", "created_by"), A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [{"extension": row, "situation": row.situation_at(now)} for row in page]
    return render(request, "submissions/desk_extensions.html", {"page": page, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = call_desk(request, festival, edition)
    form = ExtensionForm(request.POST or None, instance=Extension(edition=here))
    if request.method == "POST" and form.is_valid():
        given = give_extension(form.instance, by=request.user)
        messages.success(request, _("The extension is given. Its link stands here."))
        return redirect(at(here, "call_extension", pk=given.pk))
    return form_page(request, here, form, _("A later deadline"), back="call_extensions", save=_("Give it"))


@login_required
@require_GET
def extension(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Its link, and who has taken it up."""
    here = call_desk(request, festival, edition)
    found = get_object_or_404(here.extensions.select_related("category", "created_by"), pk=pk)
    context = {
        "extension": found,
        "situation": found.situation_at(timezone.now()),
        "link": link_of(found),
        "uses": found.uses.select_related("user"),
    }
    return render(request, "submissions/desk_extension.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = call_desk(request, festival, edition)
    found = get_object_or_404(here.extensions, pk=pk)
    if request.method == "POST":
        revoke_extension(found, by=request.user)
        messages.success(request, _("The extension is revoked."))
        return redirect(at(here, "call_extensions"))
    context = {
        "question": _("Revoke this extension?"),
        "consequence": _(
            "For those who have taken it up the call closes at once. What they submitted stays."
        ),
        "action": _("Revoke"),
        "post_url": request.path,
        "back_url": at(here, "call_extension", pk=found.pk),
    }
    return render(request, "festival/desk_confirm.html", context)
