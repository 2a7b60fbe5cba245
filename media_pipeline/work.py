"""Do one step of a film's way: claim it, work, and ask what is next; or say honestly that it did not work."""

import logging
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from media_pipeline import actions, budgets, claims, storage
from media_pipeline.deadline import OutOfTime, deadline
from media_pipeline.enums import AssetState, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.job import ClaimLost, Job
from media_pipeline.lifecycle import asset_state
from media_pipeline.models import Asset
from media_pipeline.steps import STEPS

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
PAUSE_BEFORE_RETRY_S = 20


def serve(step: Step, *, claimant: str, named: UUID) -> None:
    """Spend a message of the queue on the most urgent film that waits for this step."""
    asset = claims.take_most_urgent(step, claimant=claimant, named=named)
    if asset is None:
        perform(named, step, claimant=claimant)
    else:
        _do(asset, step, claimant)


def perform(asset_id: UUID, step: Step, *, claimant: str) -> None:
    """Do a step of this very film, if it is still its next one and nobody is at it."""
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is None or actions.next_step(asset) != step or not claims.take(asset, step, claimant=claimant):
        return
    _do(asset, step, claimant)


def _do(asset: Asset, step: Step, claimant: str) -> None:
    """Work on a claimed film within its own time, and write down how it went."""
    if actions.next_step(asset) != step:
        # Its row changed after it was asked for; ask again for the right thing.
        claims.release(asset, claimant, done=True)
        actions.advance(asset)
        return
    if asset.attempts > MOST_ATTEMPTS:
        _give_up(asset, claimant, f"{step}: the worker died {MOST_ATTEMPTS} times over this film.")
        return
    trouble = f"{step}: an error in the portal itself; the worker's log has it."
    try:
        with deadline(budgets.hard_limit_s(step, asset.facts)), storage.original_file(asset) as path:
            STEPS[step](Job(asset, claimant, path))
        trouble = ""
    except ClaimLost:
        log.warning("Asset %s: the claim for %s was lost.", asset.pk, step)
        trouble = ""
        return
    except (OutOfTime, SoftTimeLimitExceeded):
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
    if not claims.holds(asset, claimant):
        return  # somebody else has it by now, or the sweep will see to it
    if asset.attempts >= MOST_ATTEMPTS:
        _give_up(asset, claimant, trouble)
        return
    claims.release(asset, claimant, done=False)
    actions.advance(asset, pause_s=PAUSE_BEFORE_RETRY_S * asset.attempts)


@transaction.atomic
def _give_up(asset: Asset, claimant: str, trouble: str) -> None:
    claims.release(asset, claimant, done=True)
    asset_state.move(asset, AssetState.FAILED, by=None, reason=trouble[-4000:], step="")
