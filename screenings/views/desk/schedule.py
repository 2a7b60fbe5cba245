from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.actions.setup import change
from festival.exceptions import Conflict
from festival.models import Edition
from festival.scope import ask, desk_edition
from screenings import actions, rules
from screenings.board import board_of, draft_of, screening_slot, shown_version, slots_of, unplaced
from screenings.enums import VersionState
from screenings.forms.schedule import PlacementForm, ReleaseForm, ScreeningForm
from screenings.models import ScheduleVersion, Screening, Slot
from screenings.views.desk.common import at, draw, edition_to_plan, posted, programme_tabs
from screenings.warnings import obstacles_to_release, warnings_of

STEPS_MIN = (-60, -15, 15, 60)


@login_required
def programme(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The draft (else the released version), a picture and a list a day, and everything that is wrong with it.

    Who does not plan reads what is released: a draft would tell them the selection under embargo.
    """
    found = desk_edition(request, festival, edition)
    plans = rules.can_plan(request.user, found)
    version = shown_version(found) if plans else ScheduleVersion.objects.released_for(found)
    return draw(request, "desk_schedule.html", found, _board_context(request, found, version))


@login_required
def version(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """A released version as it was, and the way back to it."""
    found = desk_edition(request, festival, edition)
    shown = get_object_or_404(ScheduleVersion.objects.told(), edition=found, pk=pk)
    if request.method == "POST":
        ask(rules.can_plan(request.user, found))
        if draft_of(found) is not None:
            raise Conflict(_("There is a draft already. Release it or put it away first."))
        actions.open_draft(found, parent=shown, by=request.user)
        messages.success(request, _("A new draft begins as %(version)s was.") % {"version": shown})
        return redirect(at("programme", found))
    return draw(request, "desk_schedule.html", found, _board_context(request, found, shown))


@login_required
def versions(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = desk_edition(request, festival, edition)
    told = ScheduleVersion.objects.told().filter(edition=found).select_related("released_by")
    log = found.audit_records.filter(action="schedule.released")
    changes = {record.target_id: len(record.facts.get("changes", [])) for record in log}
    rows = [{"version": row, "changes": changes.get(str(row.pk), 0)} for row in told]
    context = {
        "rows": rows,
        "draft": draft_of(found) if rules.can_plan(request.user, found) else None,
        "tabs": programme_tabs(request, found),
    }
    return draw(request, "desk_versions.html", found, context)


@login_required
@require_POST
def drop_draft(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = edition_to_plan(request, festival, edition)
    draft = draft_of(found)
    if draft is not None:
        actions.drop_draft(draft, by=request.user)
        messages.success(request, _("The draft is put away. What was released stays as it is."))
    return redirect(at("programme", found))


@login_required
def screening(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Place one screening: screen, day, hour, status; for a block also its introduction and questions."""
    found = edition_to_plan(request, festival, edition)
    shown = get_object_or_404(Screening.objects.select_related("block", "session"), edition=found, pk=pk)
    slot = screening_slot(shown_version(found), shown)
    sent = posted(request)
    place = PlacementForm(sent, edition=found, slot=slot)
    about = ScreeningForm(sent, instance=shown) if shown.block_id else None
    if sent is not None and place.is_valid() and (about is None or about.is_valid()):
        if about is not None:
            change(shown, fields=about.changed_data, by=request.user)
        data = place.cleaned_data
        draft = actions.working_draft(found, by=request.user)
        actions.place(draft, shown, data["screen"], data["starts_at"], status=data["status"], by=request.user)
        messages.success(request, _("“%(title)s” is placed.") % {"title": shown})
        return redirect(at("programme", found))
    context = {"screening": shown, "slot": slot, "place": place, "about": about}
    return draw(request, "desk_screening.html", found, context, status=422 if sent is not None else 200)


@login_required
@require_POST
def move(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """The small buttons of a line: earlier, later, confirm, pencil, cancel, take off, delete."""
    found = edition_to_plan(request, festival, edition)
    shown = get_object_or_404(Screening, edition=found, pk=pk)
    if request.POST.get("deed") == "delete":
        actions.forget_screening(shown, by=request.user)
        return redirect(at("programme", found))
    draft = actions.working_draft(found, by=request.user)
    _move(
        request,
        get_object_or_404(draft.slots.select_related("version", "screening", "screen"), screening=shown),
    )
    return redirect(at("programme", found) + f"#s-{pk}")


@login_required
def release(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """The one deliberate act: what stands in the way, what should be read, what the public will be told."""
    found = desk_edition(request, festival, edition)
    ask(rules.can_release(request.user, found))
    draft = draft_of(found)
    if draft is None:
        raise Conflict(_("There is no draft to release. Change something first."))
    warnings = [warning for warning in warnings_of(draft) if not warning.blocks]
    form = ReleaseForm(posted(request), warned=bool(warnings))
    if form.is_valid():
        actions.release_schedule(draft, by=request.user, comment=form.cleaned_data["comment"])
        messages.success(request, _("%(version)s is released.") % {"version": draft})
        return redirect(at("versions", found))
    context = {
        "version": draft,
        "form": form,
        "obstacles": obstacles_to_release(draft),
        "warnings": warnings,
        "changes": _told_changes(draft),
    }
    return draw(request, "desk_release.html", found, context, status=422 if form.is_bound else 200)


def _board_context(request: HttpRequest, edition: Edition, version: ScheduleVersion | None) -> dict[str, Any]:
    plans = rules.can_plan(request.user, edition)
    may_change = plans and (version is None or version.state != VersionState.ARCHIVED)
    warnings = warnings_of(version) if version and plans else []
    slots = slots_of(version) if version else []
    return {
        "version": version,
        "days": board_of(edition, slots, warnings),
        "warnings": [
            {"severity": "blocks" if warning.blocks else "warns", "title": warning.text}
            for warning in warnings
        ],
        "unplaced": unplaced(edition, version) if may_change else [],
        "released": ScheduleVersion.objects.released_for(edition),
        "may_change": may_change,
        "steps": STEPS_MIN,
        "tabs": programme_tabs(request, edition),
    }


def _move(request: HttpRequest, slot: Slot) -> None:
    deed = request.POST.get("deed", "")
    if deed == "shift":
        minutes = request.POST.get("minutes", "")
        if minutes.lstrip("-").isdecimal() and abs(int(minutes)) <= 24 * 60:
            actions.shift(slot, int(minutes), by=request.user)
    elif deed in ("confirmed", "pencilled"):
        actions.place(slot.version, slot.screening, slot.screen, slot.starts_at, status=deed, by=request.user)
    elif deed == "cancel":
        actions.cancel_screening(slot, by=request.user)
    elif deed == "unplace":
        actions.unplace(slot, by=request.user)


def _told_changes(draft: ScheduleVersion) -> list[dict[str, Any]]:
    """The diff in words, by screening."""
    found = actions.pending_changes(draft)
    screenings = Screening.objects.select_related("block", "session").in_bulk(
        [change.key for change in found]
    )
    words = {
        "new": _("New"),
        "cancelled": _("Cancelled"),
        "restored": _("Takes place after all"),
        "moved": _("Moved"),
        "room": _("On another screen"),
        "length": _("Other length"),
        "content": _("Other title or films"),
    }
    return [
        {"title": screenings[change.key], "kind": change.kind, "label": words[change.kind], "change": change}
        for change in found
    ]
