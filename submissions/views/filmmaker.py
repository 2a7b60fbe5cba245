"""The filmmaker's room."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from submissions.models import Entry


@login_required
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    mine = get_object_or_404(Entry.objects.owned_by(request.user), pk=pk)
    return HttpResponse(mine.title)
