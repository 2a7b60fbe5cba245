"""One deed to many entries: choose, look, do, undo."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from festival.exceptions import Conflict
from festival.models import Edition
from festival.scope import ask, desk_edition
from submissions import desk_rules, rules
from submissions.actions.bulk import (
    IN_THE_WORKSHOP,
    apply_bulk,
    begin_bulk,
    is_planned,
    kind_of,
    plan_bulk,
    undo_bulk,
)
from submissions.bulk.base import REASONS, BulkKind
from submissions.bulk.kinds import EXPORT, KINDS, LETTER
from submissions.desk_enums import BulkOutcome, BulkState
from submissions.enums import Decision
from submissions.models import BulkChange, Entry
from submissions.table.question import Question

ROWS_A_PAGE = 100
MOST_TICKED = 250  # rows of one page


@login_required
@require_POST
def begin(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """From the table: what is ticked, or all that matches."""
    here = desk_edition(request, festival, edition)
    ask(desk_rules.can_use_tools(request.user, here))
    code, _colon, preset = request.POST.get("deed", "").partition(":")
    if code == EXPORT:
        return export(request, here)
    if code == LETTER:
        return letter(request, here)
    if code not in KINDS:
        raise Conflict(_("Choose what is to be done."))
    change = begin_bulk(here, chosen_keys(request, here), kind=code, by=request.user)
    if code == "decide" and preset in Decision.values:
        plan_bulk(change, {"decision": preset})
    elif is_planned(change):
        plan_bulk(change, {})
    return redirect("entry_desk:bulk", festival, edition, change.pk)


def export(request: HttpRequest, here: Edition) -> HttpResponse:
    """To the choice of columns, narrowed to what is ticked or to what was asked for."""
    ask(rules.can_read_everything(request.user, here))
    if request.POST.get("scope") == "all":
        narrowed = Question(QueryDict(request.POST.get("asked", "")), edition=here, person=request.user).url()
    else:
        narrowed = f"?change={begin_bulk(here, chosen_keys(request, here), kind=EXPORT, by=request.user).pk}"
    return redirect(reverse("entry_desk:export_choose", args=[here.festival.slug, here.slug]) + narrowed)


def letter(request: HttpRequest, here: Edition) -> HttpResponse:
    """To the writing of a letter to the makers of what is ticked, or of all that matches, as it is now."""
    ask(rules.can_release_selection(request.user, here), _("Only a festival director writes to many."))
    chosen = begin_bulk(here, chosen_keys(request, here), kind=LETTER, by=request.user)
    return redirect(
        reverse("entry_desk:mailing_new", args=[here.festival.slug, here.slug]) + f"?change={chosen.pk}"
    )


def chosen_keys(request: HttpRequest, here: Edition) -> list[UUID]:
    """In the order of the table."""
    question = Question(QueryDict(request.POST.get("asked", "")), edition=here, person=request.user)
    if request.POST.get("scope") == "all":
        return list(question.sorted_entries().values_list("pk", flat=True))
    sent = [as_uuid(key) for key in request.POST.getlist("entry")[:MOST_TICKED]]
    received = Entry.objects.of_edition(here).at_the_desk().by_number()
    return list(received.filter(pk__in=[key for key in sent if key]).values_list("pk", flat=True))


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@login_required
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """The preview, its options, and what became of it."""
    here = desk_edition(request, festival, edition)
    ask(desk_rules.can_use_tools(request.user, here))
    change = get_object_or_404(BulkChange.objects.filter(edition=here).select_related("by", "edition"), pk=pk)
    if change.by_id != request.user.pk and change.state == BulkState.PREPARED:
        raise Http404  # somebody is still looking
    if change.kind not in KINDS:
        raise Http404  # a choice to export, which changes nothing
    kind = kind_of(change)
    form = kind.form(request.POST or None, edition=here, initial=change.options)
    if request.method == "POST" and (answer := act(request, change, form)):
        return answer
    return render(
        request,
        "submissions/desk_bulk.html",
        context_of(request, change, kind, form),
        status=422 if form.errors else 200,
    )


def act(request: HttpRequest, change: BulkChange, form: Any) -> HttpResponse | None:
    deed = request.POST.get("deed", "")
    if deed == "plan":
        if not form.is_valid():
            return None
        plan_bulk(change, form.to_options())
    elif deed == "apply":
        ask(change.by_id == request.user.pk)
        told(request, apply_bulk(change, by=request.user))
    elif deed == "undo":
        ask(desk_rules.can_undo(request.user, change), _("This can no longer be undone."))
        undo_bulk(change, by=request.user)
    here = change.edition
    return redirect("entry_desk:bulk", here.festival.slug, here.slug, change.pk)


def told(request: HttpRequest, change: BulkChange) -> None:
    if change.state != BulkState.DONE:
        return
    count = change.rows.filter(outcome=BulkOutcome.CHANGED).count()
    words = ngettext("%(count)d entry changed.", "%(count)d entries changed.", count)
    messages.success(request, words % {"count": count})


def context_of(request: HttpRequest, change: BulkChange, kind: BulkKind, form: Any) -> dict[str, Any]:
    planned = is_planned(change)
    counts = dict(change.rows.order_by().values_list("outcome").annotate(Count("pk")))
    page = Paginator(change.rows.select_related("entry"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "change": change,
        "kind": kind,
        "title": kind.title() if planned else kind.label,
        "planned": planned,
        "form": form if form.fields and change.state == BulkState.PREPARED else None,
        "counts": [{"number": counts[one], "label": one.label} for one in BulkOutcome if counts.get(one)]
        if planned
        else [],
        "total": sum(counts.values()),
        "to_do": counts.get(BulkOutcome.WAITING, 0),
        "percent": done_percent(counts),
        "refusals": refusals(change) if planned else [],
        "page": page,
        "rows": [
            {"row": row, "before": kind.in_words(row.before), "after": kind.in_words(row.after)}
            for row in page
        ]
        if planned
        else [],
        "under_way": change.state in IN_THE_WORKSHOP,
        "may_apply": planned
        and change.state == BulkState.PREPARED
        and counts.get(BulkOutcome.WAITING, 0) > 0,
        "may_undo": change.state == BulkState.DONE
        and counts.get(BulkOutcome.CHANGED, 0) > 0
        and desk_rules.can_undo(request.user, change),
    }


def done_percent(counts: dict[str, int]) -> int:
    waiting = counts.get(BulkOutcome.WAITING, 0)
    total = sum(counts.values())
    return 100 * (total - waiting) // total if total else 100


def refusals(change: BulkChange) -> list[dict[str, Any]]:
    """Why entries are left as they are, with how many."""
    found = change.rows.exclude(reason="").order_by().values_list("reason").annotate(count=Count("pk"))
    return [{"reason": REASONS[reason], "count": count} for reason, count in found.order_by("-count")]
