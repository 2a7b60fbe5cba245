"""Qualifying rounds at the desk: the rule before, the result after."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from judging import actions
from judging.enums import RoundMode
from judging.forms.funnel import ConsensusForm
from judging.models import QualifyingRules, Round
from judging.qualified import qualified_sheet
from judging.views.desk.common import address, form_page, page_of, results_edition, round_of, to


@login_required
def consensus(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """When a film passes: declared before the round opens."""
    found, judged = round_of(request, festival, edition, pk)
    present = QualifyingRules.objects.filter(round=judged).first() or QualifyingRules(round=judged)
    form = ConsensusForm(request.POST or None, instance=present)
    if request.method == "POST" and form.is_valid():
        actions.declare_consensus(judged, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return to(found, "round", pk=pk)
    return form_page(
        request,
        form,
        heading=_("When a film passes"),
        kicker=str(judged),
        back_url=address(found, "round", pk=pk),
    )


@login_required
def qualified(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """What became of each film, with the answers of each bloc. For those who may see marks."""
    found = results_edition(request, festival, edition)
    rounds = Round.objects.begun().filter(edition=found, mode=RoundMode.QUALIFYING)
    judged = get_object_or_404(rounds.select_related("jury", "qualifying"), pk=pk)
    sheet = qualified_sheet(judged, wanted=request.GET.get("result", ""))
    context = {
        "round": judged,
        "sheet": sheet,
        "rows": page_of(request, sheet.rows),
        "tabs": [
            {**tab, "url": f"{address(found, 'qualified', pk=pk)}?result={tab['key']}"} for tab in sheet.tabs
        ],
    }
    return render(request, "judging/desk_qualified.html", context)
