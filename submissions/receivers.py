"""News from the workshop: only enqueued here."""

from typing import Any

from django.dispatch import receiver

from media_pipeline.models import Asset
from media_pipeline.signals import asset_settled
from submissions.tasks import take_over_settled_film


@receiver(asset_settled)
def film_has_settled(sender: Any, asset: Asset, **news: Any) -> None:
    take_over_settled_film.delay_on_commit(str(asset.pk))
