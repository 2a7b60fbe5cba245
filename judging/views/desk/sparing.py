"""Criteria that one film or another of a round has nothing for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.exceptions import FestivalError
from judging import actions
from judging.enums import RoundMode, RoundState
from judging.forms.sparing import SparingForm
from judging.models import NotApplicable, Round
from judging.views.desk.common import page_of, rounds_edition, to


@login_required
def page(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """What is noted, and a form for one more as long as the round is not closed."""
    found = rounds_edition(request, festival, edition)
    judged = get_object_or_404(
        Round.objects.select_related("jury"), edition=found, pk=pk, mode=RoundMode.SCORED
    )
    form = SparingForm(request.POST or None, judged=judged)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.spare_criterion(data["film"], data["criterion"], because=data["because"], by=request.user)
        except FestivalError as error:
            form.add_error(None, [str(error.message), *map(str, getattr(error, "problems", []))])
        else:
            messages.success(request, _("Noted. It holds for every juror of the film."))
            return to(found, "not_applicable", pk=pk)
    rows = NotApplicable.objects.filter(round_entry__round=judged).select_related(
        "round_entry__entry", "criterion"
    )
    context = {
        "round": judged,
        "form": form if judged.state != RoundState.CLOSED else None,
        "rows": page_of(request, rows.order_by("round_entry__position", "criterion__position", "pk")),
    }
    return render(request, "judging/desk_not_applicable.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def take_back(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """The criterion applies after all."""
    found = rounds_edition(request, festival, edition)
    rows = NotApplicable.objects.select_related("round_entry__round", "criterion")
    spared = get_object_or_404(rows, round_entry__round__edition=found, pk=pk)
    actions.apply_criterion(spared, by=request.user)
    messages.success(request, _("The criterion applies to the film again. Its jurors are asked."))
    return to(found, "not_applicable", pk=spared.round_entry.round_id)
