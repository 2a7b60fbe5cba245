"""The office says when people are reminded of their drafts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions.reminding import set_reminder_days
from submissions.forms.reminder import ReminderForm
from submissions.reminder_letters import DRAFTS
from submissions.reminders import rules_of
from submissions.reminding import moment_of


@login_required
@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    ask(rules.can_release_selection(request.user, here))
    days = rules_of(here)
    form = ReminderForm(request.POST or None, initial={"days": ", ".join(str(day) for day in days)})
    if request.method == "POST" and form.is_valid():
        set_reminder_days(here, form.cleaned_data["days"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("entry_desk:reminders", here.festival.slug, here.slug)
    context = {
        "edition": here,
        "form": form,
        "kind": DRAFTS,
        "moments": [moment_of(day, here.call_closes_at, here.tz) for day in sorted(days, reverse=True)],
    }
    return render(request, "submissions/desk_reminders.html", context, status=422 if form.errors else 200)
