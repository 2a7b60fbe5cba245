"""The office's hand in the workshop: this film first, this one once more."""

from collections.abc import Iterable
from typing import Any

from festival import audit
from media_pipeline import actions as media
from media_pipeline.exceptions import StillWorking
from media_pipeline.models import Asset
from submissions.workshop import entry_of


def rush_film(asset: Asset, *, by: Any, first: bool = True) -> None:
    """Put a film to the front of the line, or back to its place; the trail of its edition tells of it."""
    media.rush(asset, by=by, first=first, told_on=entry_of(asset))


def retry_films(assets: Iterable[Asset], *, by: Any) -> int:
    """Try failed films again; returns how many were. One that somebody else has started meanwhile is left alone."""
    begun = 0
    for asset in assets:
        try:
            media.retry(asset, by=by)
        except StillWorking:
            continue
        begun += 1
        if entry := entry_of(asset):
            audit.record("entry.film_retried", entry, by=by, file=asset.original_name)
    return begun
