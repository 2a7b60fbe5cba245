"""Background work of the upload desk."""

from celery import shared_task
from django.utils import timezone


@shared_task(soft_time_limit=240, time_limit=300)
def tidy_uploads() -> None:
    """Beat: hand over films whose process died on the doorstep, and collect what was left behind."""
    from media_pipeline.models import Upload
    from media_pipeline.uploads import actions

    for upload_id in Upload.objects.to_hand_over().order_by("finished_at").values_list("pk", flat=True)[:100]:
        actions.hand_over(upload_id)
    actions.collect_uploads(timezone.now())
