"""Which further looks would decide most: seen by those who see results, given by those who also hand out films."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext

from festival.scope import ask
from judging import actions, rules
from judging.enums import RoundMode, RoundState
from judging.forms.looks import LooksForm
from judging.looks import declared_places, proposal_for
from judging.models import Round
from judging.views.desk.common import results_edition, to


@login_required
def page(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """GET proposes, POST gives what is ticked."""
    found = results_edition(request, festival, edition)
    rounds = Round.objects.select_related("jury", "declared", "edition__festival")
    judged = get_object_or_404(rounds, edition=found, pk=pk, mode=RoundMode.SCORED, state=RoundState.OPEN)
    may_give = rules.can_run_rounds(request.user, found)
    declared = declared_places(judged)
    form = LooksForm(
        request.POST or request.GET or None, films=judged.round_entries.count(), declared=declared
    )
    valid = form.is_bound and form.is_valid()
    if request.method == "POST":
        ask(may_give)
        if valid:
            return _give(request, judged, form)
    places = form.cleaned_data["among"] if valid else (declared if not form.is_bound else None)
    batch = form.cleaned_data["batch"] if valid else LooksForm.USUAL
    context = {
        "round": judged,
        "form": form,
        "may_give": may_give,
        "proposal": proposal_for(judged, places, declared=places == declared, batch=batch)
        if places
        else None,
        "batch": batch,
    }
    return render(
        request, "judging/desk_cut_line.html", context, status=422 if form.is_bound and not valid else 200
    )


def _give(request: HttpRequest, judged: Round, form: LooksForm) -> HttpResponse:
    ticked = [tuple(key.split(":", 1)) for key in request.POST.getlist("look") if key.count(":") == 1]
    handed = actions.add_looks(judged, ticked, among=form.cleaned_data["among"], by=request.user)  # type: ignore[arg-type]
    words = ngettext(
        "%(count)s further look is asked for.", "%(count)s further looks are asked for.", len(handed.made)
    )
    messages.success(request, words % {"count": len(handed.made)})
    if left := sum(handed.short.values()):
        late = ngettext(
            "%(count)s look no longer fits and was left out.",
            "%(count)s looks no longer fit and were left out.",
            left,
        )
        messages.warning(request, late % {"count": left})
    return to(judged.edition, "cut_line", pk=judged.pk)
