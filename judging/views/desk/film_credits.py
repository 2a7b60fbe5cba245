"""Where the films of a round name their makers, so that players of blind rounds cover it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from festival.templatetags.portal import clock
from judging import actions
from judging.actions.credits import shown_film
from judging.credits_ranges import Stretch, ranges_of
from judging.forms.people import CreditsForm
from judging.views.desk.common import page_of, round_of, to


@login_required
@require_GET
def page(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    _found, judged = round_of(request, festival, edition, pk)
    rows = judged.round_entries.select_related("entry__film", "snapshot__film")
    shown = page_of(request, rows)
    films = {row.pk: shown_film(row) for row in shown}
    marked = ranges_of(film.pk for film in films.values() if film)
    context = {
        "round": judged,
        "page": shown,
        "rows": [
            {
                "row": row,
                "film": films[row.pk],
                "runtime_s": films[row.pk].facts.duration_s
                if films[row.pk] and films[row.pk].facts
                else None,
                "written": "\n".join(map(_written, marked[films[row.pk].pk])) if films[row.pk] else "",
            }
            for row in shown
        ],
    }
    return render(request, "judging/desk_credits.html", context)


@login_required
@require_POST
def mark(request: HttpRequest, festival: str, edition: str, pk: int, row: int) -> HttpResponse:
    found, judged = round_of(request, festival, edition, pk)
    rows = judged.round_entries.select_related("entry__film", "snapshot__film", "round")
    chosen = get_object_or_404(rows, pk=row)
    form = CreditsForm(request.POST)
    if form.is_valid():
        actions.set_credits(chosen, form.cleaned_data["stretches"], by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(form.errors["stretches"]))
    return to(found, "credits", pk=pk)


def _written(stretch: Stretch) -> str:
    return f"{_time(stretch[0])}-{_time(stretch[1])}"


def _time(seconds: float) -> str:
    hundredths = round(seconds * 100) % 100
    return clock(int(seconds)) + (f".{hundredths:02}" if hundredths else "")
