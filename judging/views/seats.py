"""A juror's seat: read what the jury asks, accept or decline. Before that no film is shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from festival.accounts.client_address import client_address
from festival.exceptions import NotReady
from judging import actions
from judging.actions.conflicts import look_again_for
from judging.admission import SeatStanding, seat_standing
from judging.exceptions import NameMissing
from judging.forms.seats import AcceptForm, ReasonForm
from judging.models import Juror, JuryTerms
from judging.people_enums import SeatState


@login_required
@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation with the terms; afterwards the proof of what was accepted."""
    standing = _own_seat(request, pk)
    if not standing.waits:
        return _page(request, standing)
    form = AcceptForm(request.POST or None, terms=_unsigned(standing), juror=standing.juror)
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_seat(
                standing.juror,
                by=request.user,
                address=client_address(request),
                user_agent=request.headers.get("User-Agent", ""),
                **form.signature(),
            )
        except NameMissing as refusal:
            form.add_error("name", str(refusal.message))
        else:
            if actions.save_profile(standing.juror, form.profile(), by=request.user):
                look_again_for(standing.juror)
            messages.success(request, _("Thank you. Welcome to the jury."))
            return redirect("jury:home")
    return _page(request, standing, form=form)


@login_required
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    standing = _own_seat(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, standing, decline_form=form)
    try:
        actions.decline_seat(standing.juror, by=request.user, reason=form.cleaned_data["reason"])
    except NotReady as refusal:
        form.add_error("reason", " ".join(map(str, refusal.problems)))
        return _page(request, standing, decline_form=form)
    messages.success(request, _("You have declined. Thank you for telling the festival in time."))
    return redirect("jury:seat", pk)


def _own_seat(request: HttpRequest, pk: int) -> SeatStanding:
    seats = Juror.objects.of(request.user).select_related("jury__edition__festival", "bloc")
    return seat_standing(get_object_or_404(seats, pk=pk))


def _unsigned(standing: SeatStanding) -> JuryTerms | None:
    return None if standing.terms_accepted else standing.terms


def _page(
    request: HttpRequest,
    standing: SeatStanding,
    *,
    form: AcceptForm | None = None,
    decline_form: ReasonForm | None = None,
) -> HttpResponse:
    juror = standing.juror
    if form is None and standing.waits:
        form = AcceptForm(terms=_unsigned(standing), juror=juror)
    shown = standing.terms.shown_in() if standing.terms else ("", "")
    context = {
        "juror": juror,
        "jury": juror.jury,
        "festival": juror.jury.edition.festival,
        "standing": standing,
        "terms": standing.terms,
        "terms_lang": shown[0],
        "terms_text": shown[1],
        "form": form,
        "decline_form": (decline_form or ReasonForm()) if juror.state == SeatState.INVITED else None,
    }
    failed = any(one is not None and one.is_bound for one in (form, decline_form))
    return render(request, "judging/juror_seat.html", context, status=422 if failed else 200)
