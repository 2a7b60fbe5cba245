"""How far a round is: people, films, letters that remind. No mark is ever shown here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from judging import actions, rules
from judging.enums import RoundMode, RoundState
from judging.forms.people import ReminderForm
from judging.models import RoundReminder
from judging.models.round_rules import rules_of
from judging.progress import progress_of
from judging.reminders import due_readers, readers_of
from judging.repeats import progress_of_repeats
from judging.round_people import people_lines
from judging.views.desk.common import page_of, round_of, rounds_edition, to
from judging.vote_progress import VOTING


@login_required
@require_GET
def page(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    return _show(request, festival, edition, pk, ReminderForm())


@login_required
@require_POST
def add(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    form = ReminderForm(request.POST)
    if not form.is_valid():
        return _show(request, festival, edition, pk, form)
    actions.add_reminder(judged, by=request.user, **form.cleaned_data)
    return to(found, "progress", pk=pk)


@login_required
@require_POST
def change(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """`deed`: pause, resume or remove a rule."""
    found = rounds_edition(request, festival, edition)
    row = get_object_or_404(RoundReminder.objects.select_related("round"), round__edition=found, pk=pk)
    deed = request.POST.get("deed")
    if deed == "remove":
        actions.remove_reminder(row, by=request.user)
    elif deed in ("pause", "resume"):
        actions.pause_reminder(row, paused=deed == "pause", by=request.user)
    return to(found, "progress", pk=row.round_id)


@login_required
@require_POST
def remind(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Write now to the jurors that are ticked."""
    found, judged = round_of(request, festival, edition, pk)
    ticked = {int(juror) for juror in request.POST.getlist("juror") if juror.isdecimal() and len(juror) < 10}
    count = actions.remind_now(judged, ticked, by=request.user)
    words = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", count)
    messages.success(request, words % {"count": count})
    return to(found, "progress", pk=pk)


def _show(request: HttpRequest, festival: str, edition: str, pk: int, form: ReminderForm) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    if judged.mode == RoundMode.PUBLIC:
        return to(found, "poll", pk=pk)
    rows = list(judged.reminders.all())
    sheet = progress_of(judged)
    readers = readers_of(judged, sheet)
    is_open = judged.state == RoundState.OPEN
    due = due_readers(judged, rows, timezone.now(), readers) if is_open else {}
    context = {
        "round": judged,
        "whole": sheet.whole,
        "scored": _("Ranked or compared") if judged.mode in VOTING else _("Scored"),
        "people": people_lines(judged, readers),
        "films": page_of(request, sheet.by_film),
        "rules": [{"rule": row, "due": due.get(row.pk, [])} for row in rows],
        "form": form if judged.state != RoundState.CLOSED else None,
        "may_remind": judged.takes_scores,
        "repeats": progress_of_repeats(judged) if rules_of(judged).hidden_repeats else None,
        "reports": judged.mode == RoundMode.SCORED
        and judged.state != RoundState.DRAFT
        and rules.can_see_results(request.user, judged.edition),
    }
    return render(request, "judging/desk_progress.html", context, status=422 if form.is_bound else 200)
