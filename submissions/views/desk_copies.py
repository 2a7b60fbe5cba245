"""The desk and the exhibition copies: which films lack one, what is wrong with one, and the file itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from festival.models import Edition
from festival.scope import ask, desk_edition
from media_pipeline.models.asset import originals
from media_pipeline.sending import hand_out
from submissions import copies, rules
from submissions.actions.copies import accept_copy, ask_again, note_download
from submissions.actions.todos import remind_of_todos, settle_seen_todos
from submissions.copy_enums import CopyState
from submissions.copy_facts import sheet_of
from submissions.forms.copies import AskAgainForm
from submissions.models import ExhibitionCopy, Todo
from submissions.views.scope import desk_entry

FILMS_A_PAGE = 50
SALT = "submissions.exhibition_copy"
LINK_LASTS_S = 12 * 3600  # a copy of many gigabytes takes its time, and may be gone on with
STANDINGS = {
    "all": Q(),
    "lacking": copies.LACKING,
    "sent": Q(copy_state=CopyState.SENT),
    "accepted": Q(copy_state=CopyState.ACCEPTED),
}


@login_required
@require_http_methods(["GET", "POST"])
def board(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Every selected film with its copy; POST reminds the makers of those who lack one, in one letter a person."""
    here = _programmed(request, festival, edition)
    today = timezone.now().astimezone(here.tz).date()
    open_ones = Todo.objects.of_edition(here).valid().open().filter(kind__check_by=copies.COPY)
    settle_seen_todos(Todo.objects.of_edition(here).filter(kind__check_by=copies.COPY))
    if request.method == "POST":
        letters = remind_of_todos(here, open_ones, today=today)
        words = ngettext("%(count)d person is reminded.", "%(count)d people are reminded.", len(letters))
        messages.success(request, words % {"count": len(letters)})
        return redirect("entry_desk:copies", here.festival.slug, here.slug)
    counts = copies.standing_counts(here)
    standing = request.GET.get("standing", "")
    if standing not in STANDINGS:
        standing = "lacking" if counts["lacking"] else "all"
    page = Paginator(_films(here, standing), FILMS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": here,
        "page": page,
        "rows": [_row(film, today) for film in page],
        "tabs": _tabs(counts, standing),
        "standing": standing,
        "counts": counts,
        "open_count": open_ones.count(),
        "is_asked_for": here.todo_kinds.filter(check_by=copies.COPY).exists(),
    }
    return render(request, "submissions/desk_copies.html", context)


@login_required
@require_POST
def accept(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    copy = _copy(request, festival, edition, pk)
    accept_copy(copy, by=request.user)
    messages.success(request, _("The copy is accepted; its makers are told."))
    return _back(copy)


@login_required
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Ask for another copy, and say why."""
    copy = _copy(request, festival, edition, pk)
    ask(copies.may_judge(request.user, copy.entry))
    form = AskAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_again(copy, form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Its makers are asked for another copy."))
        return _back(copy)
    today = timezone.now().astimezone(copy.entry.edition.tz).date()
    context = {
        "entry": copy.entry,
        "edition": copy.entry.edition,
        "copy": copy,
        "form": form,
        "sheet": sheet_of(copy, today),
    }
    return render(request, "submissions/desk_copy_again.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def fetch(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Write down who fetches the file, and lead to it: an address for this person, for twelve hours."""
    copy = _copy(request, festival, edition, pk)
    note_download(copy, by=request.user)
    token = signing.dumps([copy.pk, request.user.pk], salt=SALT)
    return redirect("entry_desk:copy_file", festival, edition, pk, token)


@login_required
@require_safe
def file(request: HttpRequest, festival: str, edition: str, pk: UUID, token: str) -> HttpResponseBase:
    """The file as it came, in ranges if that is asked for. Only for whoever fetched it, and while they may."""
    copy = _copy(request, festival, edition, pk)
    try:
        named = signing.loads(token, salt=SALT, max_age=LINK_LASTS_S)
    except signing.BadSignature as error:
        raise Http404 from error
    if named != [copy.pk, request.user.pk] or copy.master is None:
        raise Http404
    return hand_out(request, originals(), copy.master.original.name, filename=copy.master.original_name)


def _films(edition: Edition, standing: str) -> Any:
    present = ExhibitionCopy.objects.current().select_related("master")
    asked = Todo.objects.filter(kind__check_by=copies.COPY)
    found = (
        copies.selected_films(edition).filter(STANDINGS[standing]).select_related("film", "owner", "edition")
    )
    return found.prefetch_related(
        Prefetch("exhibition_copies", present, to_attr="present_copies"),
        Prefetch("todos", asked, to_attr="copy_todos"),
        "credits",
    ).by_number()


def _row(film: Any, today: Any) -> dict[str, Any]:
    copy = next(iter(film.present_copies), None)
    todo = next(iter(film.copy_todos), None)
    if copy is not None:
        copy.entry = film
    return {
        "film": film,
        "copy": copy,
        "sheet": sheet_of(copy, today) if copy else None,
        "due_on": todo.due_on if todo else None,
        "overdue": todo is not None and todo.is_overdue_on(today),
    }


def _tabs(counts: dict[str, int], standing: str) -> list[dict[str, Any]]:
    labels = {
        "lacking": _("Lacking"),
        "sent": _("To be looked at"),
        "accepted": _("Accepted"),
        "all": _("All"),
    }
    return [
        {"label": label, "url": f"?standing={name}", "current": name == standing, "count": counts[name]}
        for name, label in labels.items()
    ]


def _copy(request: HttpRequest, festival: str, edition: str, pk: UUID) -> ExhibitionCopy:
    """The present copy of an entry, for those who programme."""
    here = _programmed(request, festival, edition)
    entry = desk_entry(request, here, pk)
    found = ExhibitionCopy.objects.current().select_related("master")
    copy = get_object_or_404(found, entry=entry)
    copy.entry = entry
    return copy


def _back(copy: ExhibitionCopy) -> HttpResponse:
    edition = copy.entry.edition
    answer = redirect("entry_desk:entry", edition.festival.slug, edition.slug, copy.entry_id)
    answer["Location"] += "#copy"
    return answer


def _programmed(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    return here
