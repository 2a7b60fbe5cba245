"""After the submission: what the festival asks later, on a page of its own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from submissions.asked import later_questions, needed_now
from submissions.asking_exceptions import AnswersLocked
from submissions.enums import EntryState
from submissions.forms.answers import QuestionsForm
from submissions.views.scope import own_entry


@login_required
@require_http_methods(["GET", "POST"])
def later(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = own_entry(request, pk)
    if entry.state == EntryState.DRAFT:
        return redirect("entries:step", pk=entry.pk, name="questions")
    asked = later_questions(entry)
    if request.method == "POST" and not asked:
        raise AnswersLocked
    form = QuestionsForm(request.POST or None, request.FILES or None, instance=entry, questions=asked)
    form.by = request.user
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your answers are kept."))
        stay = "deed" in request.POST
        return redirect("entries:answers" if stay else "entries:entry", pk=entry.pk)
    context = {"entry": entry, "form": form, "asked": asked, "needed": needed_now(entry)}
    return render(request, "submissions/entry_answers.html", context, status=422 if form.errors else 200)
