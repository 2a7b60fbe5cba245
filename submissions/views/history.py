"""The versions of an entry: which there are, and what became different from one to another."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from festival.scope import ask, desk_edition
from submissions import rules, snapshots
from submissions.changes import compare
from submissions.views.scope import desk_entry


@login_required
@require_GET
def history(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Two versions beside each other; without a wish, what was handed in and what there is now."""
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_read_everything(request.user, here))
    versions = list(entry.snapshots.select_related("film").order_by("version"))
    by_number = {kept.version: kept for kept in versions}
    last = versions[-1].version if versions else 0
    before, after = (
        by_number.get(_number(request.GET.get(name), instead))
        for name, instead in (("from", 1 if last else 0), ("to", last))
    )
    context = {
        "entry": entry,
        "versions": versions[::-1],
        "before": before,
        "after": after,
        "comparison": compare(before, after) if before and after and before != after else None,
        "unseen": last > _seen(entry),
        "last": last,
    }
    return render(request, "submissions/desk_history.html", context)


@login_required
@require_POST
def mark_seen(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """The office has looked: the badge goes, until something changes again."""
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_read_everything(request.user, here))
    snapshots.seen(entry, version=_number(request.POST.get("version"), 1), by=request.user)
    messages.success(request, _("Noted: the changes have been looked at."))
    return redirect("entry_desk:entry", here.festival.slug, here.slug, entry.pk)


def _number(text: str | None, instead: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else instead


def _seen(entry: object) -> int:
    row = getattr(entry, "snapshot_seen", None)
    return row.version if row else 1
