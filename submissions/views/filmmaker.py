"""The filmmaker's room: my films, a new entry, one entry, stepping back."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from festival.exceptions import Conflict
from festival.models import Category
from festival.rules_text import category_rules_sentences
from festival.scope import ask
from submissions import rules
from submissions.actions import adopt_film, begin_entry, withdraw_entry
from submissions.dossiers import with_dossier
from submissions.entrance import category_gates
from submissions.entry_panels import panels_of
from submissions.enums import EntryState, TodoState
from submissions.fair_viewing import fair_viewing
from submissions.forms import BeginForm
from submissions.gate_words import grace_of
from submissions.gates import open_calls, with_closing
from submissions.maker_todos import todos_of
from submissions.models import Entry
from submissions.reading import entry_card, entry_sheet, history_of
from submissions.sentences import ONLY_THE_OWNER_WITHDRAWS
from submissions.steps import first_open
from submissions.views.scope import own_entry
from submissions.watching import film_panel, subtitle_panel

FILMS_A_PAGE = 24
TODOS_AT_HOME = 12


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """My films, newest first, and the calls that are open."""
    mine = with_closing(with_dossier(Entry.objects.owned_by(request.user).for_cards().with_making()))
    page = Paginator(mine.order_by("-created_at"), FILMS_A_PAGE).get_page(request.GET.get("page"))
    calls = open_calls(request.user, timezone.now()).select_related("festival").order_by("call_closes_at")
    open_todos = [item for item in todos_of(None, request.user) if item["todo"].state == TodoState.OPEN]
    context = {
        "page": page,
        "cards": [entry_card(entry) for entry in page],
        "calls": calls,
        "todos": open_todos[:TODOS_AT_HOME],
        "more_todos": open_todos[TODOS_AT_HOME:],
    }
    return render(request, "submissions/entry_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose an open call and a category; the answer is a draft."""
    calls = open_calls(request.user, timezone.now()).select_related("festival").order_by("call_closes_at")
    if request.GET.get("edition", "").isdecimal():
        calls = calls.filter(pk=request.GET["edition"])
    if request.method == "POST":
        form = BeginForm(request.POST, open_editions=calls)
        if not form.is_valid():
            raise Conflict(_("This call is not open (any more). Choose another category."))
        entry = begin_entry(form.cleaned_data["category"], by=request.user, token=form.cleaned_data["token"])
        return redirect("entries:step", pk=entry.pk, name="film")
    calls = calls.prefetch_related(Prefetch("categories", Category.objects.order_by("position", "slug")))
    choices = [
        {
            "edition": edition,
            "gates": category_gates(edition, request.user),
            "grace": grace_of(edition),
            "categories": [
                {"category": category, "rules": category_rules_sentences(category), "token": uuid.uuid4()}
                for category in edition.categories.all()
            ],
        }
        for edition in calls
    ]
    return render(request, "submissions/entry_begin.html", {"choices": choices})


@login_required
@require_GET
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry: where it stands, what comes next, and all that was handed in. A draft opens at its next step."""
    mine = own_entry(request, pk)
    adopt_film(mine)
    if mine.state == EntryState.DRAFT:
        return redirect("entries:step", pk=mine.pk, name=first_open(mine).name)
    context = {
        "entry": mine,
        "sheet": entry_sheet(mine),
        "film": film_panel(mine, request.user),
        "subtitles": subtitle_panel(mine, request.user),
        "history": history_of(mine),
        "todos": todos_of([mine]),
        "fair_viewing": fair_viewing(mine),
        "panels": panels_of(mine),
        "may_replace": rules.can_send_film(request.user, mine),
        "may_correct": rules.may_correct(mine),
        "may_withdraw": rules.can_withdraw(request.user, mine),
    }
    return render(request, "submissions/entry_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    mine = own_entry(request, pk)
    ask(rules.answers_for(request.user, mine), ONLY_THE_OWNER_WITHDRAWS)
    if not rules.can_withdraw(request.user, mine):
        messages.info(request, _("This entry has already been withdrawn."))
        return redirect("entries:entry", pk=mine.pk)
    if request.method == "POST":
        withdraw_entry(mine, by=request.user)
        messages.success(request, _("“%(title)s” has been withdrawn.") % {"title": mine.title})
        return redirect("entries:home")
    return render(request, "submissions/entry_withdraw.html", {"entry": mine})
