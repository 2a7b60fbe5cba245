"""The desk moves a film of an open round to its newest version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from judging import actions
from judging.views.desk.common import round_of, to


@login_required
@require_POST
def move_film(request: HttpRequest, festival: str, edition: str, pk: int, row: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    film = get_object_or_404(judged.round_entries, pk=row)
    actions.move_to_newest(film, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("The jurors now see the new version. Those who have begun are told."))
    return to(found, "round", pk=pk)
