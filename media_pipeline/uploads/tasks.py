"""Background work of the upload desk, for the queue ``spool``: it runs where SPOOL_ROOT is."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from media_pipeline.models import Upload


@shared_task(soft_time_limit=7100, time_limit=7200)
def receive_late(upload_id: str) -> None:
    """Hand one film over. A task each, so that one that cannot be moved does not hold up the others."""
    from media_pipeline.uploads import handover

    handover.hand_over(UUID(upload_id))


@shared_task(soft_time_limit=7100, time_limit=7200)
def carry_again(upload_id: str) -> None:
    """Mend a film in the store from the spool."""
    from media_pipeline.uploads import handover

    handover.mend(UUID(upload_id))


@shared_task(soft_time_limit=240, time_limit=300)
def tidy_uploads() -> None:
    """Beat: films whose process died on the doorstep are handed over, and what was left behind is collected."""
    from media_pipeline.uploads import actions, handover

    waiting = Upload.objects.to_hand_over().order_by("finished_at")
    for upload_id in waiting.values_list("pk", flat=True)[:100]:
        receive_late.delay_on_commit(upload_id.hex)
    actions.collect_uploads(timezone.now())
    handover.clear_proved()
