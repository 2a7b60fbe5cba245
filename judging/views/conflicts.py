"""A juror's one click: "I know someone here". The film leaves at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from festival.exceptions import NotReady
from judging import actions
from judging.models import Assignment


@login_required
@require_POST
def step_aside(request: HttpRequest, round_pk: int, pk: int) -> HttpResponse:
    mine = Assignment.objects.visible_to(request.user).of_begun_rounds()
    rows = mine.select_related("round__edition__festival", "juror", "entry")
    assignment = get_object_or_404(rows, round=round_pk, pk=pk)
    try:
        actions.declare_conflict(assignment, by=request.user, reason=request.POST.get("reason", ""))
    except NotReady as error:
        messages.warning(request, " ".join(error.problems))
        return redirect("jury:film", round_pk, pk)
    messages.success(request, _("Thank you. This film is no longer among yours, and nothing of it counts."))
    return redirect("jury:home")
