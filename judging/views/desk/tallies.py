"""A frozen count, taken out of the house: each download stands in the trail."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from festival import audit
from judging.exporting import tally_csv, tally_json
from judging.models import Tally
from judging.views.desk.common import results_edition

KINDS = {"json": (tally_json, "application/json"), "csv": (tally_csv, "text/csv; charset=utf-8")}


@login_required
def export_tally(
    request: HttpRequest, festival: str, edition: str, *, pk: int, version: int, kind: str
) -> HttpResponse:
    """`kind` is json or csv."""
    found = results_edition(request, festival, edition)
    tallies = Tally.objects.select_related("round__edition__festival")
    tally = get_object_or_404(tallies, round__edition=found, round=pk, version=version)
    write, content_type = KINDS[kind]
    audit.record("tally.exported", tally, by=request.user, format=kind, sha256=tally.inputs_sha256)
    name = f"tally-{found.festival.slug}-{found.slug}-round-{pk}-v{version}.{kind}"
    return HttpResponse(
        write(tally),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
