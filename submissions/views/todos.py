"""What is to be done for selected films: the maker answers; the desk keeps the list and sees who lacks what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions.todos import (
    answer_todo,
    remind_of_todos,
    remove_todo_kind,
    reopen_todo,
    save_todo_kind,
    settle_seen_todos,
    waive_todo,
)
from submissions.copies import COPY
from submissions.enums import TodoState
from submissions.forms.todos import ANSWER_FORMS, TodoKindForm, answer_of, told
from submissions.models import Todo, TodoKind
from submissions.todos import room_of
from submissions.views.scope import own_entry

TODOS_A_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: UUID, todo: int) -> HttpResponse:
    """The maker does one thing. Only for films of the announced selection; before, nothing is here."""
    mine = own_entry(request, pk)
    wanted = get_object_or_404(Todo.objects.valid().filter(entry=mine).select_related("kind"), pk=todo)
    wanted.entry = mine
    room = room_of(wanted.kind.check_by, mine)
    if wanted.kind.check_by == COPY:
        return redirect(room)  # its own page says all that this one would
    form = ANSWER_FORMS[wanted.kind.answer](request.POST or None, initial=wanted.answer)
    if request.method == "POST":
        form.is_bound, form.data = True, request.POST
        if form.is_valid():
            answer_todo(wanted, answer_of(form), by=request.user)
            messages.success(request, _("Thank you, the festival has your answer."))
            return redirect("entries:entry", pk=mine.pk)
    context = {"entry": mine, "todo": wanted, "form": form, "room": room}
    return render(request, "submissions/entry_todo.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def board(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Who lacks what; POST reminds everybody who does, in one letter a person."""
    here = _programmed(request, festival, edition)
    today = timezone.now().astimezone(here.tz).date()
    settle_seen_todos(Todo.objects.of_edition(here))
    everything = Todo.objects.of_edition(here).valid()
    if request.method == "POST":
        letters = remind_of_todos(here, everything.open(), today=today)
        words = ngettext("%(count)d person is reminded.", "%(count)d people are reminded.", len(letters))
        messages.success(request, words % {"count": len(letters)})
        return redirect("entry_desk:todos", here.festival.slug, here.slug)
    state = request.GET.get("state", "open")
    kind = request.GET.get("kind", "")
    shown = everything.filter(kind=int(kind)) if kind.isdecimal() and len(kind) < 10 else everything
    if state in TodoState.values:
        shown = shown.filter(state=state)
    elif state == "overdue":
        shown = shown.open().filter(due_on__lt=today)
    listed = shown.select_related("kind", "entry__film", "entry__owner", "settled_by").prefetch_related(
        "entry__credits"
    )
    kinds = kinds_with_counts(here, today)
    page = Paginator(listed, TODOS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            {
                "todo": todo,
                "overdue": todo.is_overdue_on(today),
                "tone": "warn" if todo.state == TodoState.OPEN else "",
                "told": told(todo),
            }
            for todo in page
        ],
        "kinds": kinds,
        "asks_copies": any(line["kind"].check_by == COPY for line in kinds),
        "states": [("all", _("All")), ("overdue", _("Overdue")), *TodoState.choices],
        "state": state,
        "kind": kind,
        "open_count": everything.open().count(),
        "may_change": rules.can_read_everything(request.user, here),
    }
    return render(request, "submissions/desk_todos.html", context)


def kinds_with_counts(edition: Edition, today: Any) -> list[dict[str, Any]]:
    """Each line of the list with how far the films are."""
    valid = Q(todos__in=Todo.objects.of_edition(edition).valid())
    counted = edition.todo_kinds.annotate(
        all_count=Count("todos", filter=valid),
        done_count=Count("todos", filter=valid & ~Q(todos__state=TodoState.OPEN)),
        late_count=Count("todos", filter=valid & Q(todos__state=TodoState.OPEN, todos__due_on__lt=today)),
    )
    return [
        {
            "kind": kind,
            "label": str(kind),
            "value": kind.done_count,
            "percent": 100 * kind.done_count // kind.all_count if kind.all_count else 0,
            "display": f"{kind.done_count} / {kind.all_count}",
            "late": kind.late_count,
        }
        for kind in counted
    ]


@login_required
@require_POST
def settle(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """The office does without it, or wants it again."""
    here = _programmed(request, festival, edition)
    todo = get_object_or_404(Todo.objects.of_edition(here).valid(), pk=pk)
    if request.POST.get("deed") == "waive":
        waive_todo(todo, by=request.user)
    else:
        reopen_todo(todo, by=request.user)
    return redirect("entry_desk:todos", here.festival.slug, here.slug)


@login_required
@require_http_methods(["GET", "POST"])
def new_kind(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = _programmed(request, festival, edition)
    return _kind_page(request, TodoKind(edition=here), _("A new to-do"))


@login_required
@require_http_methods(["GET", "POST"])
def edit_kind(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = _programmed(request, festival, edition)
    kind = get_object_or_404(here.todo_kinds, pk=pk)
    return _kind_page(request, kind, str(kind))


@login_required
@require_POST
def delete_kind(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    here = _programmed(request, festival, edition)
    remove_todo_kind(get_object_or_404(here.todo_kinds, pk=pk), by=request.user)
    messages.success(request, _("The to-do is off the list."))
    return redirect("entry_desk:todos", here.festival.slug, here.slug)


def _kind_page(request: HttpRequest, kind: TodoKind, heading: str) -> HttpResponse:
    here = kind.edition
    form = TodoKindForm(request.POST or None, instance=kind)
    if request.method == "POST" and form.is_valid():
        save_todo_kind(form.instance, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("entry_desk:todos", here.festival.slug, here.slug)
    context = {"form": form, "heading": heading, "kind": kind}
    return render(request, "submissions/desk_todo_kind.html", context, status=422 if form.errors else 200)


def _programmed(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    return here
