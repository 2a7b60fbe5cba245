"""Films from a table of another system: send it, match its columns, look, enter."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from festival import rules as house
from festival.exceptions import FestivalError
from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions.importing import discard_table, enter_table, look_at_table, receive_table
from submissions.forms.importing import MatchingForm, TableFileForm
from submissions.import_enums import ImportState, LineOutcome
from submissions.import_sentences import remark_text
from submissions.models import ImportedTable

LINES_A_PAGE = 100
TABLES_SHOWN = 20


@login_required
@require_http_methods(["GET", "POST"])
def tables(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The tables so far, and a place for a new one."""
    here = _edition(request, festival, edition)
    form = TableFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = receive_table(here, file.read(), name=file.name, by=request.user)
        except FestivalError as refusal:
            form.add_error("file", str(refusal.message))
        else:
            return redirect("entry_desk:import", here.festival.slug, here.slug, table.pk)
    latest = here.imported_tables.defer("cells", "heading").select_related("by")[:TABLES_SHOWN]
    context = {"form": form, "tables": latest, "may": here.categories.exists()}
    context["may_take_all"] = house.can_direct(request.user, here)
    return render(request, "submissions/imports.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Match the columns; then what would become of every line, or became of it."""
    here = _edition(request, festival, edition)
    found = _table(here, pk)
    form = None
    if found.state in (ImportState.MATCHING, ImportState.LOOKED_AT):
        form = MatchingForm(request.POST or None, table=found)
        if request.method == "POST" and form.is_valid():
            try:
                look_at_table(found, mapping=form.mapping, by=request.user, **_answers(form))
            except FestivalError as refusal:
                form.add_error(None, str(refusal.message))
            else:
                return redirect("entry_desk:import_lines", here.festival.slug, here.slug, found.pk)
    elif request.method == "GET":
        return redirect("entry_desk:import_lines", here.festival.slug, here.slug, found.pk)
    context = {"table": found, "form": form}
    return render(
        request, "submissions/import_match.html", context, status=422 if form and form.errors else 200
    )


@login_required
@require_GET
def lines(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = _edition(request, festival, edition)
    found = _table(here, pk)
    if found.state == ImportState.MATCHING:
        return redirect("entry_desk:import", here.festival.slug, here.slug, found.pk)
    numbers = {one["outcome"]: one["many"] for one in _counted(found)}
    wanted = request.GET.get("outcome", "")
    shown = found.lines.select_related("entry")
    if wanted in LineOutcome.values:
        shown = shown.filter(outcome=wanted)
    page = Paginator(shown, LINES_A_PAGE).get_page(request.GET.get("page"))
    for line in page:
        line.said = [remark_text(remark) for remark in line.remarks]
    open_, total = numbers.get("to_enter", 0) + numbers.get("to_change", 0), sum(numbers.values())
    context = {
        "table": found,
        "page": page,
        "bars": [
            {
                "label": label,
                "value": numbers[value],
                "url": f"?outcome={value}",
                "tone": TONES.get(value, ""),
            }
            for value, label in LineOutcome.choices
            if value in numbers
        ],
        "total": total,
        "open": open_,
        "percent": round(100 * (total - open_) / total) if total else 100,
        "wanted": wanted,
        "live": "live" in request.GET,
    }
    template = "submissions/_import_live.html" if context["live"] else "submissions/import_lines.html"
    return render(request, template, context)


TONES = {"refused": "bad", "entered": "good", "changed": "good"}


@login_required
@require_POST
def enter(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = _edition(request, festival, edition)
    found = _table(here, pk)
    enter_table(found, by=request.user)
    messages.success(request, _("The films are being entered. You may leave this page."))
    return redirect("entry_desk:import_lines", here.festival.slug, here.slug, found.pk)


@login_required
@require_POST
def discard(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = _edition(request, festival, edition)
    discard_table(_table(here, pk))
    messages.success(request, _("The table is forgotten; nothing was entered from it."))
    return redirect("entry_desk:imports", here.festival.slug, here.slug)


def _edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    return here


def _table(here: Edition, pk: UUID) -> ImportedTable:
    return get_object_or_404(here.imported_tables.select_related("usual_category", "edition"), pk=pk)


def _answers(form: MatchingForm) -> dict[str, object]:
    return {
        name: form.cleaned_data[name] for name in ("usual_category", "day_first", "due_on", "writes_letters")
    }


def _counted(found: ImportedTable) -> list[dict[str, object]]:
    return list(found.lines.order_by().values("outcome").annotate(many=Count("pk")))
