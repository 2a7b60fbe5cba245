"""The terms of a jury: versions, the draft of the next, who has accepted which."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from festival.models import Edition
from judging import actions
from judging.admission import standings_of
from judging.forms.seats import TermsForm
from judging.models import Jury, JuryTerms
from judging.views.desk.common import address, confirm_page, rounds_edition, to
from submissions.reading import versions


@login_required
@require_GET
def index(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """The versions, and each seat with the version that it has accepted."""
    _found, jury = _jury(request, festival, edition, pk)
    every = list(jury.terms.select_related("published_by").defer("text"))
    context = {
        "jury": jury,
        "draft": next((row for row in every if row.published_at is None), None),
        "published": [row for row in every if row.published_at],
        "seats": standings_of(list(jury.jurors.select_related("bloc"))),
    }
    return render(request, "judging/desk_terms.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Write the draft; a POST without words begins it."""
    found, jury = _jury(request, festival, edition, pk)
    row = jury.terms.filter(published_at__isnull=True).first()
    if row is None or (request.method == "POST" and "text_en" not in request.POST):
        if request.method == "POST":
            actions.draft_terms(jury, by=request.user)
            return redirect(request.path)
        return to(found, "terms", pk=pk)
    form = TermsForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.write_terms(row, text=told["text"], changes=told["changes"], by=request.user)
        messages.success(request, _("The draft is kept. Jurors see it once it is published."))
        return to(found, "terms", pk=pk)
    context = {"jury": jury, "form": form, "draft": row, "first": row.version == 1}
    return render(request, "judging/desk_terms_draft.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Asks first: what is published stays as it is, and shuts the room until it is accepted."""
    found, jury = _jury(request, festival, edition, pk)
    row = get_object_or_404(jury.terms.all(), published_at__isnull=True)
    if request.method == "POST":
        actions.publish_terms(row, by=request.user)
        words = _("Version %(version)d is published. Films are shown to whoever accepts it.")
        messages.success(request, words % {"version": row.version})
        return to(found, "terms", pk=pk)
    context = {"jury": jury, "draft": row, "texts": versions(row.text)}
    return render(request, "judging/desk_terms_publish.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, jury = _jury(request, festival, edition, pk)
    row = get_object_or_404(jury.terms.all(), published_at__isnull=True)
    if request.method == "POST":
        actions.discard_terms(row, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return to(found, "terms", pk=pk)
    return confirm_page(
        request,
        question=_("Throw this draft away?"),
        consequence=_("Nobody has seen it. Published versions stay."),
        action=_("Throw away"),
        back_url=address(found, "terms", pk=pk),
    )


@login_required
@require_GET
def version(request: HttpRequest, festival: str, edition: str, pk: int, version: int) -> HttpResponse:
    """One published version with its fingerprints and who has accepted it."""
    _found, jury = _jury(request, festival, edition, pk)
    row: JuryTerms = get_object_or_404(jury.terms.all(), version=version, published_at__isnull=False)
    context = {
        "jury": jury,
        "terms": row,
        "texts": [{**text, "digest": row.digest_in(text["lang"])} for text in versions(row.text)],
        "acceptances": row.acceptances.select_related("juror").order_by("accepted_at"),
    }
    return render(request, "judging/desk_terms_version.html", context)


def _jury(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Jury]:
    found = rounds_edition(request, festival, edition)
    return found, get_object_or_404(Jury.objects.select_related("edition__festival"), edition=found, pk=pk)
