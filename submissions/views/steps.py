"""The steps of a draft: one address each, saved as one goes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from festival.exceptions import Conflict, NotReady
from festival.rules_text import category_rules_sentences
from submissions import rules
from submissions.actions import adopt_film, change_category, remove_still, save_step, submit_entry
from submissions.dossiers import dossier_of, unfinished_upload, whats_missing
from submissions.entrance import review_gate
from submissions.enums import EntryState
from submissions.exceptions import AlreadySubmitted, EntryLocked
from submissions.forms import ReviewForm
from submissions.gates import entry_is_open
from submissions.models import Entry
from submissions.reading import entry_sheet
from submissions.sentences import sentence
from submissions.steps import BY_NAME, Step, following, step_list
from submissions.views.scope import own_entry
from submissions.watching import film_panel, subtitle_panel, uploader_context


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    if name not in BY_NAME:
        raise Http404
    entry, here = own_entry(request, pk), BY_NAME[name]
    if name == "film":
        return film_step(request, entry, here)
    if entry.state != EntryState.DRAFT and not rules.can_edit_part(request.user, entry, name):
        if here.later and request.method == "GET":
            return redirect(here.later, pk=entry.pk)
        return locked(request, entry, here)
    if not here.applies(entry):
        return redirect("entries:step", pk=entry.pk, name=following(entry, here).name)
    if name == "review":
        return review_step(request, entry, here)
    return form_step(request, entry, here)


def form_step(request: HttpRequest, entry: Entry, here: Step) -> HttpResponse:
    if request.method != "POST":
        return show(request, entry, here, form=here.form(instance=entry))
    form = here.form(request.POST, request.FILES, instance=entry)
    form.by = request.user
    by_itself = request.headers.get("X-Requested-With") == "autosave"
    if not form.is_valid():
        if by_itself:
            return HttpResponse(status=422)
        return show(request, entry, here, form=form, status=422)
    save_step(entry, form)
    if by_itself:
        return HttpResponse(status=204)
    if entry.state != EntryState.DRAFT and "deed" not in request.POST:
        return redirect("entries:complete", pk=entry.pk)
    if "stay" in request.POST or "deed" in request.POST:
        messages.success(request, _("Saved."))
        place = getattr(form, "anchor", "")
        there = reverse("entries:step", kwargs={"pk": entry.pk, "name": here.name})
        return redirect(f"{there}#{place}" if place else there)
    return redirect("entries:step", pk=entry.pk, name=following(entry, here).name)


def film_step(request: HttpRequest, entry: Entry, here: Step) -> HttpResponse:
    """The upload, what became of it, and another one in its place."""
    if request.method == "POST":
        return redirect("entries:step", pk=entry.pk, name=here.name)
    adopt_film(entry)
    may_send = rules.can_send_film(request.user, entry)
    if entry.state != EntryState.DRAFT and not may_send:
        return redirect("entries:entry", pk=entry.pk)
    panel = film_panel(entry, request.user)
    wants_upload = entry.film is None or entry.film.state == "refused" or "replace" in request.GET
    return show(
        request,
        entry,
        here,
        film=panel,
        subtitles=subtitle_panel(entry, request.user),
        rules=category_rules_sentences(entry.category),
        categories=entry.edition.categories.all() if entry.state == EntryState.DRAFT else (),
        call_is_open=entry_is_open(entry),
        may_send=may_send,
        uploader=uploader_context(entry, request.user)
        if may_send and (wants_upload or unfinished_upload(entry))
        else None,
    )


def review_step(request: HttpRequest, entry: Entry, here: Step) -> HttpResponse:
    """All that is missing at once; nothing missing: agree and submit."""
    adopt_film(entry)
    form = ReviewForm(request.POST or None)
    problems: list[Any] = []
    if request.method == "POST":
        try:
            submit_entry(entry, by=request.user, regulations_accepted=form.is_valid())
        except NotReady as refusal:
            problems = refusal.problems
        except AlreadySubmitted as refusal:
            messages.info(request, str(refusal.message))
            return redirect("entries:entry", pk=entry.pk)
        else:
            messages.success(request, _("Submitted. A receipt is on its way to you by mail."))
            return redirect("entries:entry", pk=entry.pk)
    missing = [{"step": BY_NAME[found.step], "sentence": sentence(found)} for found in whats_missing(entry)]
    return show(
        request,
        entry,
        here,
        status=422 if problems else 200,
        form=form,
        missing=missing,
        film_is_checked=dossier_of(entry).film == "accepted",
        gate=review_gate(entry),
        sheet=entry_sheet(entry),
    )


def locked(request: HttpRequest, entry: Entry, here: Step) -> HttpResponse:
    """Submitted: a form sent twice, or an old tab, is told so in one sentence."""
    if request.headers.get("X-Requested-With") == "autosave":
        return HttpResponse(status=409)
    submitted_again = here.name == "review" and entry.state == EntryState.SUBMITTED
    messages.info(
        request,
        _("This entry has already been submitted.")
        if submitted_again
        else _("This entry can no longer be changed."),
    )
    return redirect("entries:entry", pk=entry.pk)


@login_required
@require_POST
def category(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another class for this draft."""
    entry = own_entry(request, pk)
    chosen = entry.edition.categories.filter(slug=request.POST.get("category", "")).first()
    if chosen is None:
        raise Conflict(_("Choose a category of this edition."))
    change_category(entry, chosen, by=request.user)
    words = _("The film is now entered in “%(category)s” and is judged by its rules.")
    messages.success(request, words % {"category": chosen})
    return redirect("entries:step", pk=entry.pk, name="film")


@login_required
@require_POST
def drop_still(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    if entry.state != EntryState.DRAFT and not rules.can_edit_part(request.user, entry, "still"):
        raise EntryLocked
    remove_still(entry)
    messages.success(request, _("The picture is removed. The poster is taken from the film."))
    return redirect("entries:step", pk=entry.pk, name="still")


def show(request: HttpRequest, entry: Entry, here: Step, status: int = 200, **context: Any) -> HttpResponse:
    values = {
        "entry": entry,
        "step": here,
        "steps": step_list(entry, here),
        **here.extras(entry, request.user),
        **context,
    }
    return render(request, here.template, values, status=status)
