"""Is every film still what it was when it came? Originals are read again, whole, and compared with their SHA-256."""

import errno
import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from festival import audit
from media_pipeline import emails, storage
from media_pipeline.enums import Fixity
from media_pipeline.models import Asset, FixityCheck

log = logging.getLogger(__name__)

NOT_TWICE_A_NIGHT = timedelta(hours=20)
BREATH = 16
"""Mebibytes between two pauses."""

Pace = Callable[[Iterator[bytes]], Iterable[bytes]]


@dataclass(frozen=True)
class Summary:
    """What the desk shows."""

    films: int
    verified: int
    damaged: int
    missing: int
    last_verified_at: datetime | None

    @property
    def never_verified(self) -> int:
        """Nobody has read them since they came."""
        return self.films - self.verified


def summary() -> Summary:
    """How the originals are, as far as anybody has looked. Two queries."""
    films = known_films().count()
    found = FixityCheck.objects.latest().aggregate(
        verified=Count("pk"),
        damaged=Count("pk", filter=Q(outcome=Fixity.DAMAGED)),
        missing=Count("pk", filter=Q(outcome=Fixity.MISSING)),
        last_verified_at=Max("checked_at"),
    )
    return Summary(films=films, **found)


def known_films() -> QuerySet[Asset]:
    """Films whose SHA-256 is known, with the time and outcome of their last check; longest ago first."""
    newest = FixityCheck.objects.filter(asset=OuterRef("pk")).order_by("-checked_at", "-pk")
    return (
        Asset.objects.exclude(sha256="")
        .annotate(
            last_verified_at=Subquery(newest.values("checked_at")[:1]),
            fixity=Subquery(newest.values("outcome")[:1]),
        )
        .order_by(F("last_verified_at").asc(nulls_first=True), "created_at")
    )


def due(now: datetime) -> QuerySet[Asset]:
    """Not read for FIXITY_EVERY, or found wrong the night before: perhaps somebody has mended it."""
    is_due = Q(last_verified_at=None) | Q(last_verified_at__lt=now - settings.FIXITY_EVERY)
    was_wrong = Q(fixity__in=(Fixity.DAMAGED, Fixity.MISSING), last_verified_at__lt=now - NOT_TWICE_A_NIGHT)
    return known_films().filter(is_due | was_wrong)


def verify_next(left: int | None) -> int:
    """Verify the film whose turn it is, and say how many bytes may still be read tonight (0: none, or nothing is due)."""
    left = settings.FIXITY_BYTES_A_NIGHT if left is None else left
    asset = due(timezone.now()).first() if left > 0 else None
    if asset is None:
        return 0
    verify(asset, pace=gently)
    return max(0, left - max(1, asset.size))


def verify_one(asset_id: UUID) -> None:
    """Verify this film; nothing to do when it is gone or nobody knows its SHA-256 yet."""
    if asset := known_films().filter(pk=asset_id).first():
        verify(asset, pace=gently)


def verify(asset: Asset, *, pace: Pace = iter) -> FixityCheck:
    """Read an original and compare. Raises OSError when the store does not answer: that says nothing of the film."""
    digest, size = hashlib.sha256(), 0
    try:
        for piece in pace(storage.original_pieces(asset)):
            digest.update(piece)
            size += len(piece)
    except FileNotFoundError:
        storage.reach_originals()
        return note(asset, Fixity.MISSING)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return note(asset, Fixity.DAMAGED, size=size)  # the disk itself cannot read it any more
    is_same = (size, digest.hexdigest()) == (asset.size, asset.sha256)
    return note(asset, Fixity.INTACT if is_same else Fixity.DAMAGED, size=size, sha256=digest.hexdigest())


def gently(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Rest for as long as the reading took: half of a disk and half of a core stay free for those who work."""
    began = time.monotonic()
    for number, piece in enumerate(pieces, 1):
        yield piece
        if number % BREATH == 0:
            time.sleep(time.monotonic() - began)
            began = time.monotonic()


@transaction.atomic
def note(asset: Asset, outcome: Fixity, *, size: int | None = None, sha256: str = "") -> FixityCheck:
    """Keep the result; what changed for worse or better goes on the record, and damage goes into a letter."""
    before = asset.fixity_checks.values_list("outcome", flat=True).first() or ""
    check = FixityCheck.objects.create(asset=asset, outcome=outcome, size=size, sha256=sha256)
    if outcome == before or (not before and outcome == Fixity.INTACT):
        return check
    facts = {"size": size, "sha256": sha256, "expected_size": asset.size, "expected_sha256": asset.sha256}
    audit.record("original.verified", asset, by=None, before=before, after=outcome, **facts)
    if outcome != Fixity.INTACT:
        log.error("The original of asset %s (%s) is %s.", asset.pk, asset.original_name, outcome)
        emails.post_original_broken(check)
    return check
