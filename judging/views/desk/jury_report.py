"""The report on the jurors: for those who may see marks before publication, and never for the jurors themselves."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from festival.models import Edition
from judging.enums import RoundMode
from judging.jury_report import cards_of, jury_report
from judging.models import Juror, Round
from judging.views.desk.common import page_of, results_edition


@login_required
@require_GET
def page(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    judged = _scored(results_edition(request, festival, edition), pk)
    return render(request, "judging/desk_jury_report.html", {"round": judged, "report": jury_report(judged)})


@login_required
@require_GET
def cards(request: HttpRequest, festival: str, edition: str, pk: int, juror: int) -> HttpResponse:
    """One juror's cards beside the colleagues'."""
    judged = _scored(results_edition(request, festival, edition), pk)
    seat = get_object_or_404(Juror.objects.select_related("bloc"), jury=judged.jury_id, pk=juror)
    line = next((line for line in jury_report(judged).lines if line.pk == seat.pk), None)
    context = {"round": judged, "juror": seat, "line": line, "rows": page_of(request, cards_of(judged, seat))}
    return render(request, "judging/desk_jury_cards.html", context)


def _scored(edition: Edition, pk: int) -> Round:
    begun = Round.objects.begun().select_related("jury", "declared")
    return get_object_or_404(begun, edition=edition, pk=pk, mode=RoundMode.SCORED)
