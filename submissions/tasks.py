"""Work that the entry desk leaves to the workers."""

from uuid import UUID

from celery import shared_task

from media_pipeline.models import Asset


@shared_task(soft_time_limit=50, time_limit=80)
def take_over_settled_film(asset_id: str) -> None:
    """A film came out of the workshop: into its entry with it, and a letter to the maker."""
    from submissions.actions import settle_film

    asset = Asset.objects.filter(pk=UUID(asset_id)).first()
    if asset is not None:
        settle_film(asset)
