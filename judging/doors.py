"""The juror's way to a film. It closes the moment the office takes the juror off, also in mid-film."""

from typing import Any
from uuid import UUID

from judging.models import Assignment
from judging.pinning import shows
from judging.screening import DUTY
from media_pipeline import doors


def may_pass_on_duty(viewer: Any, asset_id: UUID, number: str) -> bool:
    duties = Assignment.objects.visible_to(viewer).of_begun_rounds()
    return shows(duties.filter(pk=number), asset_id).exists()


doors.build(DUTY, may_pass_on_duty, logged=True)
