"""Beginning a dry run of the telling; a worker does it."""

from typing import Any

from django.db import transaction

from festival.models import Edition
from submissions import tasks
from submissions.models import Rehearsal


@transaction.atomic
def begin_rehearsal(edition: Edition, *, by: Any) -> Rehearsal:
    rehearsal = Rehearsal.objects.create(edition=edition, begun_by=by)
    tasks.rehearse_telling.delay_on_commit(rehearsal.pk)
    return rehearsal
