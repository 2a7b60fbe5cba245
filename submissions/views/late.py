"""After the deadline, for those whom the festival lets in: by a link, or by a code."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from submissions.actions import take_extension
from submissions.actions.extending import find_by_code, find_extension
from submissions.exceptions import ExtensionUnknown
from submissions.forms.codes import CodeForm
from submissions.gate_words import moment
from submissions.guesses import refuse_guessing, was_wrong
from submissions.models import Extension


@login_required
@require_http_methods(["GET", "POST"])
def late(request: HttpRequest, token: str) -> HttpResponse:
    """What the link gives, and one button that takes it."""
    extension = find_extension(token)
    request.edition = extension.edition  # type: ignore[attr-defined] # read by festival.context
    if request.method == "POST":
        return taken(request, extension)
    held = extension.uses.filter(user=request.user).exists()
    context = {
        "extension": extension,
        "situation": "held" if held else extension.situation_at(timezone.now()),
        "is_meant": not extension.for_email or extension.for_email.lower() == request.user.email.lower(),
    }
    return render(request, "submissions/late.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def late_code(request: HttpRequest) -> HttpResponse:
    """A code for a late entry, typed in."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_guessing(request.user)
        extension = find_by_code(form.cleaned_data["code"])
        if extension is not None:
            return taken(request, extension)
        was_wrong(request.user)
        form.add_error("code", str(ExtensionUnknown.default_message))
    return render(request, "submissions/late_code.html", {"form": form}, status=422 if form.errors else 200)


def taken(request: HttpRequest, extension: Extension) -> HttpResponse:
    take_extension(extension, by=request.user)
    until = moment(extension.edition, extension.until)
    messages.success(request, _("The call is open for you until %(until)s.") % {"until": until})
    drafts = extension.edition.entries.owned_by(request.user).filter(state="draft")
    if drafts.exists():
        return redirect("entries:home")
    return redirect(f"{reverse('entries:begin')}?edition={extension.edition_id}")
