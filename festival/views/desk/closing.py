"""The end of an edition: what still stands against it, closing, and opening again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from festival import rules
from festival.actions.closing import close_edition, reopen_edition
from festival.closing import reasons_against
from festival.forms.closing import ReopenForm
from festival.scope import ask, desk_edition


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(rules.can_direct(request.user, here))
    if request.method == "POST":
        close_edition(here, by=request.user)
        messages.success(request, _("The edition is closed. It stays here as an archive."))
        return redirect("desk:setup", here.festival.slug, here.slug)
    context = {
        "edition": here,
        "reasons": reasons_against(here) if here.closed_at is None else [],
        "form": ReopenForm(),
    }
    return render(request, "festival/edition_close.html", context)


@login_required
@require_http_methods(["POST"])
def reopen(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(rules.can_direct(request.user, here))
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return render(request, "festival/edition_close.html", {"edition": here, "form": form}, status=422)
    reopen_edition(here, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The edition is open again."))
    return redirect("desk:setup", here.festival.slug, here.slug)
