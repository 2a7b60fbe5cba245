"""Whom the office has asked, who has answered, and who has gone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from judging import actions
from judging.forms.seats import ReasonForm
from judging.models import Jury
from judging.views.desk.common import address, form_page, rounds_edition, to
from judging.views.desk.juries import seat_of


@login_required
@require_POST
def offer(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """A letter to everybody who has not been asked yet."""
    found = rounds_edition(request, festival, edition)
    jury = get_object_or_404(Jury, edition=found, pk=pk)
    count = actions.offer_seats(jury, by=request.user)
    words = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count)
    messages.success(request, words % {"count": count})
    return to(found, "jury", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """Somebody drops out. What they confirmed stays and counts; what they had not begun goes to others."""
    found, juror = seat_of(request, festival, edition, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = actions.release_juror(juror, by=request.user, reason=form.cleaned_data["reason"])
        words = ngettext(
            "%(juror)s has left the jury. %(count)d film has a new juror.",
            "%(juror)s has left the jury. %(count)d films have a new juror.",
            count,
        )
        messages.success(request, words % {"juror": juror, "count": count})
        return to(found, "jury", pk=juror.jury_id)
    return form_page(
        request,
        form,
        heading=_("Let %(name)s go?") % {"name": juror},
        action=_("Let go"),
        danger=True,
        kicker=str(juror.jury),
        back_url=address(found, "jury", pk=juror.jury_id),
        lede=_(
            "Confirmed scorecards stay and count. Films not begun go to others; what was begun stays in the history."
        ),
    )


@login_required
@require_POST
def ask_again(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    found, juror = seat_of(request, festival, edition, pk)
    actions.invite_again(juror, by=request.user)
    messages.success(request, _("The seat waits for an answer again. Send the invitation when you like."))
    return to(found, "jury", pk=juror.jury_id)
