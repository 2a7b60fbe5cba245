"""Work that the entry desk leaves to the workers."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from media_pipeline.models import Asset


@shared_task(soft_time_limit=50, time_limit=80)
def take_over_settled_film(asset_id: str) -> None:
    """A film came out of the workshop: into its entry with it, and a letter to the maker."""
    from submissions.actions import settle_film

    asset = Asset.objects.filter(pk=UUID(asset_id)).first()
    if asset is not None:
        settle_film(asset)


@shared_task(soft_time_limit=240, time_limit=300)
def forget_viewings() -> None:
    """Beat: who watched what is nobody's business for ever."""
    from submissions.viewers import forget_viewings

    forget_viewings(timezone.now())


@shared_task(soft_time_limit=50, time_limit=80)
def tell_workshop_failures() -> None:
    """Beat: the office hears of films that failed in our workshop."""
    from submissions.failures import tell_failures

    tell_failures(timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def index_entries() -> None:
    """Beat: what changed and nobody has searched for since."""
    from submissions.search.index import freshen_all

    freshen_all()


@shared_task(soft_time_limit=540, time_limit=600)
def carry_on_bulk_change(key: str) -> None:
    """A change to thousands of entries, chunk by chunk, each in a transaction of its own."""
    from submissions.actions.bulk import carry_on

    while carry_on(UUID(key)):
        pass


@shared_task(soft_time_limit=540, time_limit=600)
def carry_on_bulk_changes() -> None:
    """Beat: what a dead worker left half done. Whatever another worker holds is passed over."""
    from submissions.actions.bulk import carry_on, unfinished

    for key in unfinished():
        while carry_on(key):
            pass
