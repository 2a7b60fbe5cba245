"""One film of a round, down to the scorecards that made its value."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from judging.enums import RoundMode
from judging.film_account import film_account
from judging.method_words import method_words
from judging.models import Round
from judging.views.desk.common import results_edition
from submissions.models import Entry


@login_required
def film_count(request: HttpRequest, festival: str, edition: str, *, pk: int, entry: Any) -> HttpResponse:
    found = results_edition(request, festival, edition)
    begun = Round.objects.begun().select_related("jury", "declared")
    judged = get_object_or_404(begun, edition=found, pk=pk, mode=RoundMode.SCORED)
    film = get_object_or_404(Entry.objects.filter(rounds=judged), pk=entry)
    account = film_account(judged, film)
    if account is None:
        raise Http404
    context = {"round": judged, "account": account, "words": method_words(account.count)}
    return render(request, "judging/desk_film_count.html", context)
