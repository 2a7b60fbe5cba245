"""What the table of entries shows, all pages of it, as files."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from festival import audit
from festival import rules as house
from festival.archive.packing import packed
from festival.archive.writing import files
from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.exporting.columns import chosen, columns_of
from submissions.exporting.pictures import picture_files
from submissions.exporting.tables import csv_lines, workbook
from submissions.forms.exporting import ExportForm
from submissions.table.question import Question

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def choose(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The columns and the kind of file; the filters of the table stay in the address."""
    here = _edition(request, festival, edition)
    asked = Question(request.GET, edition=here, person=request.user)
    context = {
        "form": ExportForm(columns=columns_of(here, request.user)),
        "question": asked,
        "many": asked.entries.count(),
        "kept": [(name, value) for name, values in request.GET.lists() for value in values if name != "page"],
    }
    return render(request, "submissions/export.html", context)


@login_required
@require_GET
def table(request: HttpRequest, festival: str, edition: str) -> HttpResponseBase:
    here = _edition(request, festival, edition)
    asked = Question(request.GET, edition=here, person=request.user)
    columns = chosen(columns_of(here, request.user), request.GET.getlist("column"))
    kind = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    audit.record("entries.exported", here, by=request.user, format=kind, columns=[one.key for one in columns])
    if kind == "xlsx":
        file = workbook(asked.entries, columns)
        return FileResponse(file, as_attachment=True, filename=_name(here, "entries.xlsx"), content_type=XLSX)
    return _stream(
        (line.encode() for line in csv_lines(asked.entries, columns)), here, "entries.csv", "text/csv"
    )


@login_required
@require_GET
def pictures(request: HttpRequest, festival: str, edition: str) -> HttpResponseBase:
    """Stills, posters and portraits of these films, for a catalogue."""
    here = _edition(request, festival, edition)
    asked = Question(request.GET, edition=here, person=request.user)
    audit.record("entries.pictures_exported", here, by=request.user)
    return _stream(packed(picture_files(asked.entries)), here, "pictures.zip", "application/zip")


@login_required
@require_GET
def whole(request: HttpRequest, festival: str, edition: str) -> HttpResponseBase:
    """Everything about the edition but its films; the director's alone, for it holds all secrets."""
    here = _edition(request, festival, edition)
    ask(house.can_direct(request.user, here))
    audit.record("edition.exported", here, by=request.user)
    return _stream(packed(files(here, with_films=False)), here, "edition.zip", "application/zip")


def _edition(request: HttpRequest, festival: str, edition: str) -> Edition:
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    return here


def _stream(blocks: Iterable[bytes], here: Edition, name: str, kind: str) -> StreamingHttpResponse:
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    headers = {"Content-Disposition": f'attachment; filename="{_name(here, name)}"'}
    return StreamingHttpResponse(blocks, content_type=kind + charset, headers=headers)


def _name(here: Edition, name: str) -> str:
    return f"{here.festival.slug}-{here.slug}-{name}"
