"""The desk's rights agreement: its versions, the draft of the next, who has signed which."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from festival import rules as house
from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions.actions import agreeing
from submissions.forms.agreement import AgreementForm, RightsPolicyForm
from submissions.models import Agreement
from submissions.reading import versions
from submissions.signing import agreement_of, policy_of, signature_counts, with_outdated_signatures
from submissions.views.questions import directed


@login_required
@require_GET
def index(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(house.can_programme(request.user, here))
    current = agreement_of(here)
    counts = signature_counts(here)
    every = list(Agreement.objects.filter(edition=here).select_related("published_by").defer("text"))
    context = {
        "current": current,
        "draft": next((row for row in every if row.published_at is None), None),
        "versions": [
            {"agreement": row, "signed": counts.get(row.pk, 0)} for row in every if row.published_at
        ],
        "policy": policy_of(here),
        "may_change": house.can_direct(request.user, here),
        **(waiting_for(here, current) if current else {}),
    }
    return render(request, "submissions/desk_agreement.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Write the draft; opening the page with a POST without words begins it."""
    here = directed(request, festival, edition)
    found = Agreement.objects.filter(edition=here, published_at__isnull=True).first()
    if found is None:
        if request.method == "POST":
            agreeing.draft_agreement(here, by=request.user)
            return redirect(request.path)
        return to_agreement(here)
    form = AgreementForm(request.POST or None, instance=found)
    if request.method == "POST" and "text_en" not in request.POST:
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        agreeing.write_agreement(found, text=told["text"], changes=told["changes"], by=request.user)
        messages.success(request, _("The draft is kept. Makers see it once it is published."))
        return to_agreement(here)
    context = {"form": form, "draft": found, "first": found.version == 1}
    return render(
        request, "submissions/desk_agreement_draft.html", context, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Asks first: what is published stays as it is."""
    here = directed(request, festival, edition)
    found = get_object_or_404(Agreement, edition=here, published_at__isnull=True)
    if request.method == "POST":
        agreeing.publish_agreement(found, by=request.user)
        words = _("Version %(version)d is published. Whoever submits from now on signs it.")
        messages.success(request, words % {"version": found.version})
        return to_agreement(here)
    context = {"draft": found, "texts": versions(found.text)}
    return render(request, "submissions/desk_agreement_publish.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = directed(request, festival, edition)
    found = get_object_or_404(Agreement, edition=here, published_at__isnull=True)
    if request.method == "POST":
        agreeing.discard_agreement(found, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return to_agreement(here)
    return render(request, "submissions/desk_agreement_discard.html", {"draft": found})


@login_required
@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """What an entry needs about rights before it can be submitted."""
    here = directed(request, festival, edition)
    form = RightsPolicyForm(request.POST or None, instance=policy_of(here))
    if request.method == "POST" and form.is_valid():
        agreeing.set_rights_policy(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return to_agreement(here)
    context = {"form": form}
    return render(request, "submissions/desk_rights_policy.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def version(request: HttpRequest, festival: str, edition: str, version: int) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(house.can_programme(request.user, here))
    found = get_object_or_404(Agreement, edition=here, version=version, published_at__isnull=False)
    texts = [{**text, "digest": found.digest_in(text["lang"])} for text in versions(found.text)]
    return render(request, "submissions/desk_agreement_version.html", {"agreement": found, "texts": texts})


@login_required
@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """A letter to everybody who has not signed the newest version; shows first who they are."""
    here = directed(request, festival, edition)
    current = agreement_of(here)
    if current is None:
        return to_agreement(here)
    if request.method == "POST":
        written = agreeing.request_signatures(here, current, by=request.user)
        words = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", written)
        messages.success(request, words % {"count": written})
        return to_agreement(here)
    told = waiting_for(here, current)
    films = told["to_ask"].select_related("owner").order_by("number")[:200]
    return render(
        request, "submissions/desk_agreement_request.html", {"current": current, "films": films, **told}
    )


def waiting_for(edition: Edition, agreement: Agreement) -> dict[str, object]:
    """How many submitted films have not signed this version, and whom of them nobody has asked yet."""
    waiting = with_outdated_signatures(edition, agreement)
    to_ask = waiting.exclude(signature_requests__agreement=agreement)
    return {"waiting": waiting.count(), "to_ask": to_ask, "to_ask_count": to_ask.count()}


def to_agreement(edition: Edition) -> HttpResponse:
    return redirect("entry_desk:agreement", edition.festival.slug, edition.slug)
