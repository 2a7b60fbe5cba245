"""Do one step of a film's way: claim it, work, and ask what is next; or say honestly that it did not work."""

import logging
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from media_pipeline import actions, attempts, budgets, claims, storage
from media_pipeline.attempts import Trouble
from media_pipeline.deadline import OutOfTime, deadline
from media_pipeline.effort import Effort
from media_pipeline.enums import AssetState, Cause, Step
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.job import ClaimLost, Job
from media_pipeline.lifecycle import asset_state
from media_pipeline.models import Asset
from media_pipeline.patience import AWAY, await_database, patiently
from media_pipeline.steps import STEPS

log = logging.getLogger(__name__)


def serve(step: Step, *, claimant: str, named: UUID, worker: str = "") -> None:
    """Spend a message of the queue on the most urgent film that waits for this step."""
    await_database()
    asset = claims.take_most_urgent(step, claimant=claimant, named=named, worker=worker)
    if asset is not None:
        _do(asset, step, claimant)


def perform(asset_id: UUID, step: Step, *, claimant: str, worker: str = "") -> None:
    """Do a step of this very film, if it is still its next one and nobody is at it."""
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is None or asset.step != step:
        return
    if claims.take(asset, step, claimant=claimant, worker=worker):
        _do(asset, step, claimant)


def _do(asset: Asset, step: Step, claimant: str) -> None:
    """Work on a claimed film within its own time, and write down how it went."""
    if asset.step != step:
        # Its row changed after it was asked for; ask again for the right thing.
        attempts.give_back(asset, claimant)
        claims.release(asset, claimant, done=True)
        actions.advance(asset)
        return
    effort = Effort()
    if (deaths := attempts.deaths(asset, step)) >= attempts.MOST_DEATHS:
        said = f"{step}: the worker died {deaths} times over this film."
        _give_up(asset, claimant, Trouble(Cause.DIED, said), effort)
        return
    said = f"{step}: an error in the portal itself; the worker's log has it."
    trouble: Trouble | None = Trouble(Cause.PORTAL, said)
    try:
        with storage.original_file(asset) as path:
            # The way from a bucket may be long; the film's own time begins when it is here.
            patiently(lambda: claims.renew(asset, step, claimant=claimant))
            with deadline(budgets.hard_limit_s(step, asset.facts)):
                STEPS[step](Job(asset, claimant, path, effort))
        trouble = None
    except ClaimLost:
        log.warning("Asset %s: the claim for %s was lost.", asset.pk, step)
        attempts.give_back(asset, claimant)
        trouble = None
        return
    except (OutOfTime, SoftTimeLimitExceeded):
        trouble = Trouble(Cause.TIME, f"{step}: took too long.")
    except FfmpegError as error:
        trouble = attempts.of_ffmpeg(step, error)
    except OSError as error:
        trouble = attempts.of_system(step, error)
    except AWAY as error:
        log.warning("Asset %s: the database went away.", asset.pk, exc_info=True)
        trouble = attempts.of_database(step, error)
    finally:
        # Also for errors that nobody foresaw: they are raised on, and the row still tells of them.
        if trouble:
            _try_later(asset, step, claimant, trouble, effort)
    if trouble is None:
        patiently(lambda: _go_on(asset, claimant, effort))


@transaction.atomic
def _go_on(asset: Asset, claimant: str, effort: Effort) -> None:
    claims.release(asset, claimant, done=True)
    attempts.end(asset, claimant, cpu_s=effort.spent_s())
    actions.advance(asset)


def _try_later(asset: Asset, step: Step, claimant: str, trouble: Trouble, effort: Effort) -> None:
    await_database()
    asset.refresh_from_db()
    log.error("Asset %s, attempt %s: %s", asset.pk, asset.attempts, trouble.reason)
    if not claims.holds(asset, claimant):
        attempts.give_back(asset, claimant)
        return  # somebody else has it by now, or the sweep will see to it
    if attempts.is_enough(asset, step, trouble):
        _give_up(asset, claimant, trouble, effort)
        return
    with transaction.atomic():
        claims.release(asset, claimant, done=False)
        attempts.end(asset, claimant, cpu_s=effort.spent_s(), trouble=trouble)
        actions.advance(asset, pause_s=attempts.pause_s(asset.attempts))


@transaction.atomic
def _give_up(asset: Asset, claimant: str, trouble: Trouble, effort: Effort) -> None:
    claims.release(asset, claimant, done=True)
    attempts.end(asset, claimant, cpu_s=effort.spent_s(), trouble=trouble)
    asset_state.move(asset, AssetState.FAILED, by=None, reason=trouble.reason, step="")
