"""What a round asks: criteria, until it opens."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from festival.models import Edition
from judging import actions
from judging.forms.rounds import CriterionForm
from judging.models import Criterion
from judging.views.desk.common import address, confirm_page, form_page, round_of, rounds_edition, to


@login_required
def new_criterion(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    return _criterion_form(request, found, Criterion(round=judged), heading=_("A new criterion"))


@login_required
def edit_criterion(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    criterion = get_object_or_404(Criterion.objects.select_related("round"), round__edition=found, pk=pk)
    return _criterion_form(
        request,
        found,
        criterion,
        heading=str(criterion),
        delete_url=address(found, "delete_criterion", pk=pk),
    )


@login_required
def delete_criterion(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    criterion = get_object_or_404(Criterion.objects.select_related("round"), round__edition=found, pk=pk)
    if request.method == "POST":
        actions.remove_criterion(criterion, by=request.user)
        return to(found, "round", pk=criterion.round_id)
    return confirm_page(
        request,
        question=_("Delete the criterion “%(name)s”?") % {"name": criterion},
        action=_("Delete"),
        back_url=address(found, "round", pk=criterion.round_id),
    )


def _criterion_form(
    request: HttpRequest, edition: Edition, criterion: Criterion, **page: Any
) -> HttpResponse:
    form = CriterionForm(request.POST or None, instance=criterion)
    if request.method == "POST" and form.is_valid():
        actions.save_criterion(criterion, fields=form.changed_data, by=request.user)
        return to(edition, "round", pk=criterion.round_id)
    back = address(edition, "round", pk=criterion.round_id)
    return form_page(request, form, kicker=str(criterion.round), back_url=back, **page)
