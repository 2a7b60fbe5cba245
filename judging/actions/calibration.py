"""Calibration films: a few that all jurors see first, to find a common scale."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.exceptions import Conflict, FestivalError
from judging.enums import RoundState
from judging.models import Assignment, CalibrationRules, Juror, Round


def declare_calibration(
    judged: Round, entries: Iterable[Any], *, shows_others: bool, counts: bool, by: Any
) -> CalibrationRules:
    """Choose the films (keys of entries of the round) and say what becomes of their marks, before the round opens."""
    wanted = set(entries)
    with transaction.atomic():
        _refuse_unless_draft(judged)
        if wanted - set(judged.round_entries.values_list("entry_id", flat=True)):
            raise FestivalError(_("Only films of this round can be its calibration films."), status=422)
        judged.round_entries.filter(entry__in=wanted).update(calibration=True)
        judged.round_entries.exclude(entry__in=wanted).update(calibration=False)
        rules, _made = CalibrationRules.objects.update_or_create(
            round=judged, defaults={"shows_others": shows_others, "counts": counts}
        )
        audit.record("round.calibration_declared", judged, by=by, films=len(wanted), counts=counts)
    judged.calibration_rules = rules
    return rules


def hand_out_calibration(judged: Round) -> None:
    """On opening: every juror gets every calibration film, and the round a row of rules that cannot change any more."""
    CalibrationRules.objects.get_or_create(round=judged)
    rows = judged.round_entries.filter(calibration=True).order_by("entry")
    films = list(rows.values_list("entry_id", flat=True))
    jurors = Juror.objects.filter(jury=judged.jury_id).values_list("pk", flat=True) if films else []
    Assignment.objects.bulk_create(
        [Assignment(round=judged, juror_id=juror, entry_id=film) for juror in jurors for film in films],
        ignore_conflicts=True,
    )


def _refuse_unless_draft(judged: Round) -> None:
    present = Round.objects.select_for_update().get(pk=judged.pk)
    if present.state != RoundState.DRAFT:
        raise Conflict(_("The round has opened. What it asks and shows is fixed now."))
