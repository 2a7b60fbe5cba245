"""Something is missing: the desk asks, the maker answers."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from festival.exceptions import NotReady
from festival.scope import ask, desk_edition
from submissions import rules
from submissions.actions import adopt_film, answer_request, ask_to_complete, take_as_it_is
from submissions.actions.completing import needs_acceptance
from submissions.forms.completing import AnswerForm, AskForm
from submissions.steps import BY_NAME, askable_parts
from submissions.views.scope import desk_entry, own_entry


@login_required
@require_http_methods(["GET", "POST"])
def ask_maker(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_ask(request.user, entry))
    form = AskForm(request.POST or None, edition=here, parts=askable_parts())
    if request.method == "POST" and form.is_valid():
        ask_to_complete(entry, by=request.user, **form.cleaned_data)
        messages.success(request, _("“%(title)s” is back with its maker.") % {"title": entry.title})
        return redirect("entry_desk:entry", here.festival.slug, here.slug, entry.pk)
    status = 422 if form.errors else 200
    return render(request, "submissions/desk_ask.html", {"entry": entry, "form": form}, status=status)


@login_required
@require_POST
def as_it_is(request: HttpRequest, festival: str, edition: str, pk: UUID) -> HttpResponse:
    """Into consideration again without an answer."""
    here = desk_edition(request, festival, edition)
    entry = desk_entry(request, here, pk)
    ask(rules.can_ask(request.user, entry))
    take_as_it_is(entry, by=request.user)
    messages.success(request, _("“%(title)s” is in consideration again.") % {"title": entry.title})
    return redirect("entry_desk:entry", here.festival.slug, here.slug, entry.pk)


@login_required
@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the festival asks for, the parts that are open again, and the answer."""
    mine = own_entry(request, pk)
    adopt_film(mine)
    asked = mine.requests.filter(closed_at=None).first()
    if asked is None or not rules.can_answer(request.user, mine):
        return redirect("entries:entry", pk=mine.pk)
    form = AnswerForm(request.POST or None, asks_regulations=needs_acceptance(mine))
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data.get("regulations", False)
        try:
            answer_request(
                mine, answer=form.cleaned_data["answer"], by=request.user, regulations_accepted=accepted
            )
        except NotReady as refusal:
            for problem in refusal.problems:
                form.add_error(None, str(problem))
        else:
            messages.success(request, _("Thank you. The film is in consideration again."))
            return redirect("entries:entry", pk=mine.pk)
    parts = [BY_NAME[name] for name in asked.parts if name in BY_NAME]
    context = {"entry": mine, "asked": asked, "parts": parts, "form": form}
    return render(request, "submissions/entry_complete.html", context, status=422 if form.errors else 200)
