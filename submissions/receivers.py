"""News from the workshop, only enqueued here; and what goes with an entry's row."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from media_pipeline.models import Asset, Master
from media_pipeline.signals import asset_settled, master_settled
from submissions.models import Entry
from submissions.private_files import discard_all
from submissions.tasks import take_over_settled_copy, take_over_settled_film


@receiver(asset_settled)
def film_has_settled(sender: Any, asset: Asset, **news: Any) -> None:
    take_over_settled_film.delay_on_commit(str(asset.pk))


@receiver(master_settled)
def copy_has_settled(sender: Any, master: Master, **news: Any) -> None:
    take_over_settled_copy.delay_on_commit(str(master.pk))


@receiver(pre_delete, sender=Entry)
def entry_is_deleted(sender: Any, instance: Entry, **news: Any) -> None:
    """However the row goes, by itself or with its edition: its files go after the commit."""
    discard_all(instance)
