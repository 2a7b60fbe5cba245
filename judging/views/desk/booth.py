"""The screening room as the desk declares and follows it: calibration films, signs, and the committee's comments."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from festival.scope import ask
from judging import actions, rules
from judging.committee import comments_on
from judging.enums import RoundState
from judging.forms.calibration import CalibrationForm
from judging.models import calibration_rules
from judging.signs import signs_of
from judging.views.desk.common import page_of, round_of, to


@login_required
def screening_room(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """What jurors find when they come in: declared while the round is a draft, read from then on."""
    found, judged = round_of(request, festival, edition, pk)
    draft = judged.state == RoundState.DRAFT
    form = CalibrationForm(request.POST or None, judged=judged) if draft else None
    if request.method == "POST" and form is not None and form.is_valid():
        data = form.cleaned_data
        chosen = [film.pk for film in data["films"]]
        actions.declare_calibration(
            judged, chosen, shows_others=data["shows_others"], counts=data["counts"], by=request.user
        )
        messages.success(request, _("Saved."))
        return to(found, "screening_room", pk=judged.pk)
    films = judged.round_entries.filter(calibration=True).select_related("entry")
    context = {
        "round": judged,
        "form": form,
        "rules": calibration_rules(judged),
        "calibration": [] if draft else films,
        "signs": page_of(request, [] if draft else signs_of(judged)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "judging/desk_screening_room.html", context, status=status)


@login_required
def committee(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """The jurors' comments to the committee, film by film: for whoever directs."""
    found, judged = round_of(request, festival, edition, pk)
    ask(rules.can_prepare_awards(request.user, found))
    context = {"round": judged, "films": page_of(request, comments_on(judged))}
    return render(request, "judging/desk_committee.html", context)
