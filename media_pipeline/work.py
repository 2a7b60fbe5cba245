"""Do one step of a film's way: claim it, work, and ask what is next; or say honestly that it did not work."""

import logging
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from media_pipeline import actions, claims, storage
from media_pipeline.enums import AssetState, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.job import ClaimLost, Job
from media_pipeline.lifecycle import asset_state
from media_pipeline.models import Asset
from media_pipeline.steps import STEPS

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
PAUSE_BEFORE_RETRY_S = 20


def perform(asset_id: UUID, step: Step, *, claimant: str) -> None:
    """Do a step if it is still the next one and nobody is at it."""
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is None or actions.next_step(asset) != step or not claims.take(asset, step, claimant=claimant):
        return
    if asset.attempts > MOST_ATTEMPTS:
        _give_up(asset, claimant, f"{step}: the worker died {MOST_ATTEMPTS} times over this film.")
        return
    trouble = f"{step}: an error in the portal itself; the worker's log has it."
    try:
        with storage.original_file(asset) as path:
            STEPS[step](Job(asset, claimant, path))
        trouble = ""
    except ClaimLost:
        log.warning("Asset %s: the claim for %s was lost.", asset_id, step)
        return
    except SoftTimeLimitExceeded:
        trouble = f"{step}: took too long."
    except FfmpegError as error:
        trouble = f"{step}: {error}\n{error.command}"
    except OSError as error:
        trouble = f"{step}: {error}"
    finally:
        # Also for errors that nobody foresaw: they are raised on, and the row still tells of them.
        if trouble:
            _try_later(asset, claimant, trouble)
    if not trouble:
        claims.release(asset, claimant, done=True)
        actions.advance(asset)


def _try_later(asset: Asset, claimant: str, trouble: str) -> None:
    asset.refresh_from_db()
    log.error("Asset %s, attempt %s: %s", asset.pk, asset.attempts, trouble)
    if asset.attempts >= MOST_ATTEMPTS:
        _give_up(asset, claimant, trouble)
        return
    claims.release(asset, claimant, done=False)
    actions.advance(asset, pause_s=PAUSE_BEFORE_RETRY_S * asset.attempts)


@transaction.atomic
def _give_up(asset: Asset, claimant: str, trouble: str) -> None:
    claims.release(asset, claimant, done=True)
    asset_state.move(asset, AssetState.FAILED, by=None, reason=trouble[-4000:], step="")
