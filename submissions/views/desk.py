"""The desk reads: the table of entries, its export, one entry."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from festival.models import AuditRecord
from festival.scope import ask, desk_edition
from media_pipeline.credential_words import card
from submissions import measured, rules
from submissions.enums import EntryState
from submissions.exports import csv_lines
from submissions.filters import EntryFilter
from submissions.forms.desk import DecisionForm
from submissions.likenesses import likenesses_of, pairs
from submissions.reading import entry_sheet, technical_facts
from submissions.viewers import viewers_of
from submissions.views.scope import desk_entry
from submissions.watching import film_panel, subtitle_panel

ENTRIES_A_PAGE = 50
MOST_LIKENESSES = 10


@login_required
@require_GET
def entries(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    knows = rules.can_see_decisions(request.user, here)
    wanted = EntryFilter(request.GET, edition=here, knows_decisions=knows)
    context = {
        "filter": wanted,
        "page": Paginator(wanted.entries, ENTRIES_A_PAGE).get_page(request.GET.get("page")),
        "knows_decisions": knows,
        "may_export": rules.can_read_everything(request.user, here),
    }
    return render(request, "submissions/desk_entries.html", context)


@login_required
@require_GET
def export(request: HttpRequest, festival: str, edition: str) -> HttpResponseBase:
    """What the table shows, all pages, as CSV."""
    here = desk_edition(request, festival, edition)
    ask(rules.can_read_everything(request.user, here))
    wanted = EntryFilter(request.GET, edition=here, knows_decisions=True)
    lines = csv_lines(wanted.entries.select_related("owner"), tz=here.tz)
    name = f"{here.festival.slug}-{here.slug}-entries.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_GET
def entry(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """All of an entry for those who programme; scrutineers and front of house read the reduced form."""
    here = desk_edition(request, festival, edition)
    found = desk_entry(request, here, pk)
    full = rules.can_read_everything(request.user, here)
    may_decide = rules.can_decide(request.user, found)
    told = found.selection_is_told
    context = {
        "entry": found,
        "full": full,
        "knows_decisions": rules.can_see_decisions(request.user, here),
        "sheet": entry_sheet(found),
        "technical": technical_facts(found),
        "film": film_panel(found, request.user) if full else None,
        "subtitles": subtitle_panel(found, request.user) if full else None,
        "likenesses": pairs(likenesses_of(found)[:MOST_LIKENESSES], here, request.user) if full else [],
        "credentials": card(found.film) if full else None,
        "measured": measured.card(found.film) if full else None,
        "viewers": viewers_of(found, request.GET.get("viewers")) if full else None,
        "trail": trail_of(found) if full else None,
        "decision_form": DecisionForm(told=told, initial={"decision": found.decision})
        if may_decide
        else None,
        "own": rules.owns(request.user, found),
        "may_disqualify": found.state == EntryState.SUBMITTED and rules.can_disqualify(request.user, found),
        "may_reinstate": found.state == EntryState.DISQUALIFIED and rules.can_disqualify(request.user, found),
    }
    return render(request, "submissions/desk_entry.html", context)


def trail_of(found: object) -> list[AuditRecord]:
    """The newest hundred lines about this entry."""
    lines = AuditRecord.objects.filter(target_type="submissions.entry", target_id=str(found.pk))  # type: ignore[attr-defined]
    return list(lines[:100])
