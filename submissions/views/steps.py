"""The steps of a draft: one address each, saved as one goes."""

from secrets import token_hex
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival.exceptions import Conflict, NotReady
from festival.rules_text import category_rules_sentences
from submissions import rules
from submissions.actions import adopt_film, change_category, save_step, submit_entry
from submissions.actions.saving import Mark
from submissions.dossiers import dossier_of, read_ahead, unfinished_upload
from submissions.entrance import review_gate
from submissions.enums import EntryState
from submissions.exceptions import AlreadySubmitted, ChangedElsewhere
from submissions.forms import ReviewForm
from submissions.gates import entry_is_open
from submissions.models import Entry
from submissions.reading import entry_sheet
from submissions.steps import BY_NAME, Step, following, missing_lines, step_list
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
    asked = rules.can_edit_part(request.user, entry, name)
    if not asked and not (here.correctable and rules.may_correct(entry)):
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
        read_ahead(entry)
        return show(request, entry, here, form=here.form(instance=entry), **marked(entry, here))
    form = here.form(request.POST, request.FILES, instance=entry)
    form.by = request.user
    by_itself = request.headers.get("X-Requested-With") == "autosave"
    if not form.is_valid():
        if by_itself:
            return HttpResponse(status=422)
        return show(request, entry, here, form=form, status=422, **marked(entry, here, request))
    try:
        save_step(entry, form, mark=mark_of(request, here), by=request.user)
    except ChangedElsewhere as refusal:
        if by_itself:
            return HttpResponse(status=409, headers={"Step-Changed": "elsewhere"})
        return show(
            request, entry, here, form=form, status=409, conflict=refusal.message, **marked(entry, here)
        )
    if by_itself:
        return HttpResponse(status=204, headers={"Step-Version": str(marked(entry, here)["version"])})
    if entry.state == EntryState.INCOMPLETE and "deed" not in request.POST:
        return redirect("entries:complete", pk=entry.pk)
    if "stay" in request.POST or "deed" in request.POST:
        messages.success(request, _("Saved."))
        place = getattr(form, "anchor", "")
        there = reverse("entries:step", kwargs={"pk": entry.pk, "name": here.name})
        return redirect(f"{there}#{place}" if place else there)
    if entry.state != EntryState.DRAFT:
        messages.success(request, _("Corrected. The festival sees what was changed."))
        return redirect("entries:entry", pk=entry.pk)
    return redirect("entries:step", pk=entry.pk, name=following(entry, here).name)


def mark_of(request: HttpRequest, here: Step) -> Mark:
    """What the form says about the window it stands in; a form without that is compared with nothing."""
    version = request.POST.get("version", "")
    known = version.isdecimal() and len(version) < 9
    return Mark(here.name, request.POST.get("window", "")[:32], int(version) if known else None)


def marked(entry: Entry, here: Step, request: HttpRequest | None = None) -> dict[str, Any]:
    """For the hidden inputs: as sent, when the same page is drawn again; else as the step stands now."""
    row = entry.step_saves.filter(step=here.name).first()
    if request is not None:
        mark = mark_of(request, here)
        return {"version": mark.version, "window": mark.window, "saved_at": row and row.saved_at}
    return {
        "version": row.version if row else 0,
        "window": token_hex(8),
        "saved_at": row and row.saved_at,
    }


@login_required
@require_GET
def progress(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """The list of steps and what this one still lacks, asked for by the page after each save."""
    if name not in BY_NAME:
        raise Http404
    entry, here = own_entry(request, pk), BY_NAME[name]
    read_ahead(entry)
    context = {"entry": entry, "step": here, "steps": step_list(entry, here), "polled": True}
    context["missing_here"] = missing_here(entry, here)
    return render(request, "submissions/steps/_progress.html", context)


def missing_here(entry: Entry, here: Step) -> list[dict[str, Any]]:
    return missing_lines(entry, here.name) if entry.state == EntryState.DRAFT else []


def film_step(request: HttpRequest, entry: Entry, here: Step) -> HttpResponse:
    """The upload, what became of it, and another one in its place."""
    if request.method == "POST":
        return redirect("entries:step", pk=entry.pk, name=here.name)
    adopt_film(entry)
    read_ahead(entry)
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
    read_ahead(entry)
    return show(
        request,
        entry,
        here,
        status=422 if problems else 200,
        form=form,
        missing=missing_lines(entry),
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


def show(request: HttpRequest, entry: Entry, here: Step, status: int = 200, **context: Any) -> HttpResponse:
    read_ahead(entry)
    values = {
        "entry": entry,
        "step": here,
        "steps": step_list(entry, here),
        "missing_here": missing_here(entry, here) if here.name != "review" else [],
        **here.extras(entry, request.user),
        **context,
    }
    return render(request, here.template, values, status=status)
