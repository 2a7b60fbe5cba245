"""Juries, their blocs and their seats."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from festival.actions.setup import change
from festival.models import Edition
from judging import actions
from judging.actions.conflicts import look_again_for
from judging.admission import standings_of
from judging.forms.juries import PROFILE, BlocForm, JuryForm, SeatForm
from judging.models import Bloc, Juror, Jury
from judging.views.desk.common import address, confirm_page, form_page, rounds_edition, to


@login_required
def jury(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    shown = get_object_or_404(Jury, edition=found, pk=pk)
    seats = standings_of(list(shown.jurors.select_related("bloc", "membership__user")))
    context = {
        "jury": shown,
        "blocs": shown.blocs.all(),
        "seats": seats,
        "to_ask": [seat.juror for seat in seats if seat.juror.is_to_be_asked],
        "rounds": shown.rounds.all(),
    }
    return render(request, "judging/desk_jury.html", context)


@login_required
def new_jury(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    form = JuryForm(request.POST or None, instance=Jury(edition=found))
    if request.method == "POST" and form.is_valid():
        made = actions.create_jury(found, name=form.cleaned_data["name"], by=request.user)
        return to(found, "jury", pk=made.pk)
    return form_page(request, form, heading=_("A new jury"), back_url=address(found, "rounds"))


@login_required
def edit_jury(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    shown = get_object_or_404(Jury, edition=found, pk=pk)
    form = JuryForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        change(shown, fields=form.changed_data, by=request.user)
        return to(found, "jury", pk=pk)
    return form_page(request, form, heading=str(shown), back_url=address(found, "jury", pk=pk))


@login_required
def new_bloc(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    shown = get_object_or_404(Jury, edition=found, pk=pk)
    form = BlocForm(request.POST or None, instance=Bloc(jury=shown))
    if request.method == "POST" and form.is_valid():
        actions.add_bloc(shown, by=request.user, **form.cleaned_data)
        return to(found, "jury", pk=pk)
    return form_page(
        request, form, heading=_("A new bloc"), kicker=str(shown), back_url=address(found, "jury", pk=pk)
    )


@login_required
def edit_bloc(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    bloc = get_object_or_404(Bloc.objects.select_related("jury"), jury__edition=found, pk=pk)
    form = BlocForm(request.POST or None, instance=bloc)
    if request.method == "POST" and form.is_valid():
        actions.change_bloc(bloc, fields=form.changed_data, by=request.user)
        return to(found, "jury", pk=bloc.jury_id)
    return form_page(
        request,
        form,
        heading=str(bloc),
        kicker=str(bloc.jury),
        back_url=address(found, "jury", pk=bloc.jury_id),
        delete_url=address(found, "delete_bloc", pk=pk),
    )


@login_required
def delete_bloc(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    bloc = get_object_or_404(Bloc.objects.select_related("jury"), jury__edition=found, pk=pk)
    if request.method == "POST":
        actions.remove_bloc(bloc, by=request.user)
        return to(found, "jury", pk=bloc.jury_id)
    return confirm_page(
        request,
        question=_("Delete the bloc “%(name)s”?") % {"name": bloc},
        action=_("Delete"),
        back_url=address(found, "jury", pk=bloc.jury_id),
    )


@login_required
def new_seat(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found = rounds_edition(request, festival, edition)
    shown = get_object_or_404(Jury.objects.select_related("edition"), edition=found, pk=pk)
    form = SeatForm(request.POST or None, instance=Juror(jury=shown))
    if request.method == "POST" and form.is_valid():
        actions.seat_juror(shown, by=request.user, **form.cleaned_data)
        messages.success(request, _("The seat is taken."))
        return to(found, "jury", pk=pk)
    return form_page(
        request,
        form,
        heading=_("A new seat"),
        kicker=str(shown),
        back_url=address(found, "jury", pk=pk),
        invites=True,
    )


@login_required
def edit_seat(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, juror = seat_of(request, festival, edition, pk)
    form = SeatForm(request.POST or None, instance=juror)
    if request.method == "POST" and form.is_valid():
        change(juror, fields=form.changed_data, by=request.user)
        if set(form.changed_data) & {"display_name", *PROFILE}:
            look_again_for(juror)
        return to(found, "jury", pk=juror.jury_id)
    return form_page(
        request,
        form,
        heading=str(juror),
        kicker=str(juror.jury),
        back_url=address(found, "jury", pk=juror.jury_id),
        delete_url=address(found, "delete_seat", pk=pk),
    )


@login_required
def delete_seat(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, juror = seat_of(request, festival, edition, pk)
    if request.method == "POST":
        actions.unseat_juror(juror, by=request.user)
        return to(found, "jury", pk=juror.jury_id)
    return confirm_page(
        request,
        question=_("Take %(name)s off the jury?") % {"name": juror},
        consequence=_("Their films are handed back. The person stays in the team."),
        action=_("Take off the jury"),
        back_url=address(found, "jury", pk=juror.jury_id),
    )


def seat_of(request: HttpRequest, festival: str, edition: str, pk: int) -> tuple[Edition, Juror]:
    found = rounds_edition(request, festival, edition)
    seats = Juror.objects.select_related("jury__edition", "membership__user", "bloc")
    return found, get_object_or_404(seats, jury__edition=found, pk=pk)
