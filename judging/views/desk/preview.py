"""The jury room as one juror sees it: for reading only, without the juror's marks and notes; each look is in the trail."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from festival import audit
from judging.models import Assignment, Juror, Round
from judging.pinning import as_pinned
from judging.questions import applies, questions_of
from judging.queue import numbers
from judging.veil import VeiledFilm, tools_of, veil
from judging.views.desk.common import page_of, round_of, rounds_edition
from media_pipeline.delivery import Playback, playback, watermark
from submissions.declarations import making_card
from submissions.doors import key_of


@login_required
@require_GET
def room(request: HttpRequest, festival: str, edition: str, pk: int, juror: int) -> HttpResponse:
    """The juror's list of films."""
    _found, judged = round_of(request, festival, edition, pk)
    seat = get_object_or_404(Juror, jury=judged.jury_id, pk=juror)
    page = page_of(
        request, _films_of(judged, seat).select_related("entry__film").prefetch_related("entry__credits")
    )
    audit.record("juror.previewed", seat, by=request.user, round=str(judged))
    context = {
        "round": judged,
        "juror": seat,
        "festival": judged.edition.festival,
        "edition": judged.edition,
        "page": page,
        "films": [{"pk": row.pk, "film": _veiled(judged, row)} for row in as_pinned(list(page))],
    }
    return render(request, "judging/preview_room.html", context)


@login_required
@require_GET
def film(request: HttpRequest, festival: str, edition: str, pk: int) -> HttpResponse:
    """One film with an empty scorecard. `pk`: of the assignment."""
    here = rounds_edition(request, festival, edition)
    rows = Assignment.objects.filter(round__edition=here).standing().annotate(number=numbers())
    rows = rows.select_related("round__edition__festival", "juror", "entry__film", "entry__edition")
    found = get_object_or_404(rows.prefetch_related("entry__film__renditions"), pk=pk)
    judged, seat = found.round, found.juror
    play = _playback(judged, seat, found, request.user)
    as_pinned([found])
    criteria = questions_of(judged)
    audit.record("juror.previewed", seat, by=request.user, round=str(judged), film=str(found.entry_id))
    context = {
        "round": judged,
        "juror": seat,
        "festival": judged.edition.festival,
        "edition": judged.edition,
        "film": _veiled(judged, found, whole=True),
        "criteria": criteria,
        "spared": [one for one in criteria if not applies(one, found.entry_id)],
        "playback": play,
    }
    return render(request, "judging/preview_film.html", context)


def _films_of(judged: Round, seat: Juror) -> Any:
    mine = Assignment.objects.filter(round=judged, juror=seat).standing()
    return mine.annotate(number=numbers()).order_by("position", "pk")


def _veiled(judged: Round, row: Any, *, whole: bool = False) -> VeiledFilm:
    return veil(
        row.entry,
        blindness=judged.blindness,
        chosen=judged.veil_fields,
        number=row.number,
        with_answers=whole,
        tools=tools_of(row.entry) if whole else (),
        making=making_card(row.entry) if whole else None,
    )


def _playback(judged: Round, seat: Juror, row: Assignment, viewer: Any) -> Playback | None:
    """Through the desk's own door: nothing is counted as watched by the juror."""
    asset = row.entry.film
    if asset is None or not asset.is_playable:
        return None
    mark = watermark(seat.display_name) if judged.edition.watermark else ""
    return playback(asset, viewer, key_of(row.entry, viewer), spoken=row.entry.languages, watermark=mark)
