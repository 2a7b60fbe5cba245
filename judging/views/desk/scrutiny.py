"""The scrutineer's page: which rounds have been counted, by which method, with which digest."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from judging.method_words import method_name
from judging.models import Round, Tally
from judging.turnout import turnout_of
from judging.views.desk.common import page_of, results_edition


@login_required
@require_GET
def page(request: HttpRequest, festival: str, edition: str) -> HttpResponse:
    """For those who may see results before publication, and nobody else."""
    found = results_edition(request, festival, edition)
    tallies = Tally.objects.select_related("counted_by").defer("inputs", "result").order_by("-version")
    rounds = Round.objects.begun().filter(edition=found).select_related("jury", "chain_check")
    shown = page_of(request, rounds.order_by("-pk").prefetch_related(Prefetch("tallies", tallies)))
    done = turnout_of(shown)
    context = {
        "page": shown,
        "rounds": [
            {
                "round": judged,
                "turnout": done[judged.pk],
                "tallies": [(tally, method_name(tally.method)) for tally in judged.tallies.all()],
            }
            for judged in shown
        ],
    }
    return render(request, "judging/desk_scrutiny.html", context)
