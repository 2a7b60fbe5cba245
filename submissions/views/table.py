"""The table of entries and how each person likes it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import desk_rules, rules
from submissions.actions.table import change_view, delete_view, keep_habits, open_with, save_view
from submissions.forms.desk_tools import HabitsForm, ViewForm
from submissions.models import SavedView
from submissions.table.columns import chosen
from submissions.table.page import columns_of, table_page
from submissions.table.question import Question


@login_required
@require_GET
def entries(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    question = Question(request.GET, edition=here, person=request.user)
    if not request.GET and (own := default_view(question)):
        return redirect(f"{request.path}?{own.query}&view={own.pk}" if own.query else f"?view={own.pk}")
    context = {
        **table_page(question),
        "may_export": rules.can_read_everything(request.user, here),
        "may_use_tools": desk_rules.can_use_tools(request.user, here),
        "view_form": ViewForm(may_share=desk_rules.can_share_views(request.user, here)),
    }
    return render(request, "submissions/desk_entries.html", context)


def default_view(question: Question) -> Any:
    wished = question.here.habits["view"]
    return next((view for view in question.here.views if view.pk == wished), None)


@login_required
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """Which columns, in which order, how dense. Buttons move a column and save what is ticked; no script is needed."""
    here = desk_edition(request, festival, edition)
    question = Question(request.GET, edition=here, person=request.user)
    form = HabitsForm(request.POST or None, initial=question.here.habits)
    if request.method == "POST":
        if "order" in request.POST:  # dragged
            return dragged(request, here, question)
        names = moved(ticked(request, question), request.POST.get("up"), request.POST.get("down"))
        if form.is_valid():
            keep_habits(here, by=request.user, columns=names, **form.cleaned_data)
            if "up" in request.POST or "down" in request.POST:
                return redirect("entry_desk:columns", festival, edition)
            return redirect(table_url(here))
    shown = columns_of(question)
    names = {one.name for one in shown}
    others = [one for one in question.columns.values() if one.name not in names and question.may_see(one)]
    context = {"form": form, "shown": shown, "others": others}
    return render(request, "submissions/desk_columns.html", context, status=422 if form.errors else 200)


def ticked(request: HttpRequest, question: Question) -> list[str]:
    known = request.POST.getlist("column")
    return [column.name for column in chosen(known, question.may_see, question.columns)] if known else []


def dragged(request: HttpRequest, here: Edition, question: Question) -> HttpResponse:
    """A new order; columns that are not shown stay away."""
    shown = {column.name for column in columns_of(question)}
    wish = [name for name in request.POST["order"].split(",") if name in shown]
    keep_habits(
        here,
        by=request.user,
        columns=[column.name for column in chosen(wish, question.may_see, question.columns)],
    )
    return HttpResponse(status=204)


def moved(names: list[str], up: str | None, down: str | None) -> list[str]:
    name, step = (up, -1) if up else (down, 1)
    if name in names:
        here = names.index(name)
        there = min(max(0, here + step), len(names) - 1)
        names.insert(there, names.pop(here))
    return names


@login_required
@require_http_methods(["GET", "POST"])
def views(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """All saved views; a new one is what the table shows just now."""
    here = desk_edition(request, festival, edition)
    question = Question(request.GET, edition=here, person=request.user)
    form = ViewForm(request.POST or None, may_share=desk_rules.can_share_views(request.user, here))
    if request.method == "POST" and form.is_valid():
        asked = question.as_query()
        asked.pop("view", None)
        names = [column.name for column in columns_of(question)]
        asked.pop("columns", None)
        view = save_view(
            here,
            name=form.cleaned_data["name"],
            query=asked.urlencode(),
            columns=names,
            shared=form.cleaned_data.get("shared", False),
            by=request.user,
        )
        if form.cleaned_data["default"]:
            open_with(here, view, by=request.user)
        messages.success(request, _("“%(name)s” is saved.") % {"name": view.name})
        return redirect(
            f"{table_url(here)}?{view.query}&view={view.pk}"
            if view.query
            else f"{table_url(here)}?view={view.pk}"
        )
    context = {
        "form": form,
        "rows": view_rows(request, here, question),
        "asked": request.GET.urlencode(),
        "may_share": desk_rules.can_share_views(request.user, here),
    }
    return render(request, "submissions/desk_views.html", context, status=422 if form.errors else 200)


def view_rows(request: HttpRequest, here: Edition, question: Question) -> list[dict[str, Any]]:
    kept = SavedView.objects.filter(edition=here).select_related("owner", "edition")
    known = {
        view.pk
        for view in question.here.views
        if view.mine or question.knows or "decision=" not in view.query
    }
    return [
        {
            "view": view,
            "mine": view.owner_id == request.user.pk,
            "may_change": desk_rules.can_change_view(request.user, view),
            "default": view.pk == question.here.habits["view"],
        }
        for view in kept
        if view.pk in known
    ]


@login_required
@require_POST
def view(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """One saved view: rename, share, delete, or open the table with it."""
    here = desk_edition(request, festival, edition)
    reachable = SavedView.objects.filter(edition=here).visible_to(request.user)
    kept = get_object_or_404(reachable.select_related("edition"), pk=pk)
    deed = request.POST.get("deed", "")
    if deed in ("open", "close"):
        open_with(here, kept if deed == "open" else None, by=request.user)
        return redirect("entry_desk:views", festival, edition)
    ask(desk_rules.can_change_view(request.user, kept))
    if deed == "delete":
        delete_view(kept, by=request.user)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": kept.name})
        return redirect("entry_desk:views", festival, edition)
    form = ViewForm(request.POST, may_share=desk_rules.can_share_views(request.user, here))
    if form.is_valid():
        shared = form.cleaned_data.get("shared", kept.shared)
        change_view(kept, name=form.cleaned_data["name"], shared=shared, by=request.user)
        messages.success(request, _("“%(name)s” is saved.") % {"name": kept.name})
    else:
        messages.error(request, _("A view needs a name of at most 60 characters."))
    return redirect("entry_desk:views", festival, edition)


def table_url(edition: Edition) -> str:
    return reverse("entry_desk:entries", args=[edition.festival.slug, edition.slug])
