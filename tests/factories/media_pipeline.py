"""Films in the workshop, named as one would say them."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from festival.models import User
from media_pipeline import actions, storage, work
from media_pipeline.enums import Step
from media_pipeline.inspection import TechnicalSpec
from media_pipeline.models import Asset
from tests import clips

OPEN_TO_SMALL = TechnicalSpec(min_short_side=100, advised_short_side=170)
"""Rules under which our tiny clips pass without a word."""


def received(
    owner: User, clip: Path | None = None, *, spec: TechnicalSpec = OPEN_TO_SMALL, name: str = ""
) -> Asset:
    """A film that has arrived; nobody has looked at it."""
    path = clip or clips.horizontal_h264()
    return actions.receive_file(owner=owner, path=path, original_name=name or path.name, spec=spec, keep=True)


def step(asset: Asset, claimant: str = "test") -> Asset:
    """Let the workshop do its next step."""
    if asset.step:
        work.perform(asset.pk, Step(asset.step), claimant=claimant)
    asset.refresh_from_db()
    return asset


def worked_through(owner: User, clip: Path | None = None, **options: Any) -> Asset:
    """A film after everything the workshop does with it, by the real steps and the real ffmpeg."""
    asset = received(owner, clip, **options)
    for _ in range(10):
        if not asset.is_in_progress:
            break
        step(asset)
    return asset


def stored_without_work(owner: User, *, state: str = "received", **fields: Any) -> Asset:
    """A row in any state, with a file of a few bytes: for tests that ask about rows, not about films."""
    asset = Asset(owner=owner, original_name="film.mp4", spec=OPEN_TO_SMALL.to_json(), state=state, **fields)
    storage.take_in(asset, ContentFile(b"film"))
    asset.save(force_insert=True)
    return asset
