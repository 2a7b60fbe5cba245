"""Letters to many makers: write, choose the films, look at all of it, send."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival import audit
from festival.exceptions import Conflict
from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions.mailing import HELD_BACK, rehearse, send_mailing, stop_mailing
from submissions.audience import AudienceForm, films_of
from submissions.bulk.kinds import LETTER
from submissions.enums import MailingState
from submissions.forms.mailing import MailingForm
from submissions.mailing_letters import MAILING, draft_for
from submissions.models import BulkChange, Mailing
from submissions.tellings import readers_of

MOST_PROBLEMS = 50


@login_required
@require_GET
def mailings(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = _directed(request, festival, edition)
    found = here.mailings.annotate(
        total=Count("readers"), written=Count("readers", filter=Q(readers__done=True))
    ).order_by("-created_at", "-pk")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "submissions/desk_mailings.html", {"edition": here, "page": page})


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, festival: str, edition: str, pk: int = 0) -> HttpResponse:
    """A new letter, or a draft again."""
    here = _directed(request, festival, edition)
    mailing = _draft(here, pk) if pk else Mailing(edition=here, author=request.user)
    data = request.POST if request.method == "POST" else None
    form = MailingForm(data, instance=mailing)
    chosen = mailing.audience.get("entries") or chosen_in_table(request, here)
    audience = None if chosen else AudienceForm(data, edition=here, initial=mailing.audience or None)
    if request.method == "POST" and form.is_valid() and (audience is None or audience.is_valid()):
        asked = audience.cleaned_data if audience else {"entries": chosen}
        mailing.audience = {name: value for name, value in asked.items() if value}
        form.save()
        told = {**mailing.audience, "entries": len(chosen)} if chosen else mailing.audience
        audit.record("mailing.written", mailing, by=request.user, audience=told)
        return _to(mailing)
    context = {
        "edition": here,
        "form": form,
        "audience": audience,
        "chosen": len(chosen),
        "kind": MAILING,
        "mailing": mailing,
    }
    status = _status(form, audience) if audience else _status(form)
    return render(request, "submissions/desk_mailing_write.html", context, status=status)


def chosen_in_table(request: HttpRequest, here: Edition) -> list[str]:
    """The films that this person has ticked or filtered in the table, when they come from there."""
    try:
        key = UUID(request.GET.get("change", ""))
    except ValueError:
        return []
    kept = get_object_or_404(BulkChange, edition=here, by=request.user, kind=LETTER, pk=key)
    return [str(entry) for entry in kept.rows.values_list("entry_id", flat=True)]


@login_required
@require_GET
def letter(request: HttpRequest, festival: str, edition: str, pk: int, person: int) -> HttpResponse:
    """One person's letter as it would be written now, or as it was."""
    here = _directed(request, festival, edition)
    found = get_object_or_404(here.mailings, pk=pk)
    reader = next((one for one in readers_of(films_of(found)) if one.person.pk == person), None)
    if reader is None or found.state != MailingState.DRAFT:
        raise Http404
    draft = draft_for(found, reader.person, reader.films)
    return render(
        request, "submissions/desk_mailing_letter.html", {"mailing": found, "reader": reader, "draft": draft}
    )


@login_required
@require_GET
def mailing(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """A draft: everybody who would get it, and what is wrong. Afterwards: how far it is."""
    here = _directed(request, festival, edition)
    found = get_object_or_404(here.mailings, pk=pk)
    trial = rehearse(found) if found.state == MailingState.DRAFT else None
    readers = found.readers.select_related("person", "letter").order_by("pk")
    context: dict[str, Any] = {
        "edition": here,
        "mailing": found,
        "trial": trial,
        "held_back": HELD_BACK if trial and trial.held else "",
        "problems": trial.empty[:MOST_PROBLEMS] if trial else [],
        "page": Paginator(trial.readers if trial else readers, 50).get_page(request.GET.get("page")),
        "written": readers.filter(done=True).count(),
        "total": readers.count(),
    }
    return render(request, "submissions/desk_mailing.html", context)


@login_required
@require_POST
def send(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = _directed(request, festival, edition)
    found = get_object_or_404(here.mailings, pk=pk)
    expected = request.POST.get("expected", "")
    if not expected.isdecimal():
        raise Conflict
    send_mailing(found, expected=int(expected), by=request.user)
    messages.success(request, _("The letters are being written."))
    return _to(found)


@login_required
@require_POST
def stop(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = _directed(request, festival, edition)
    found = stop_mailing(get_object_or_404(here.mailings, pk=pk), by=request.user)
    messages.success(request, _("No more letters are written. Those in the outbox can be cancelled there."))
    return _to(found)


def _directed(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(rules.can_release_selection(request.user, here), _("Only a festival director writes to many."))
    return here


def _draft(edition: Edition, pk: int) -> Mailing:
    found = get_object_or_404(edition.mailings, pk=pk)
    if found.state != MailingState.DRAFT:
        raise Conflict(_("This letter has been sent and can no longer be changed."))
    return found


def _to(mailing: Mailing) -> HttpResponse:
    here = mailing.edition
    return redirect("entry_desk:mailing", here.festival.slug, here.slug, mailing.pk)


def _status(*forms: Any) -> int:
    return 422 if any(form.errors for form in forms) else 200
