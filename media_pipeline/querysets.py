"""Which films, which renditions? The workshop's adjectives; each agrees with the property of the same name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, F, Q, When

from media_pipeline.enums import (
    PLAYING,
    UNDER_WAY,
    AssetState,
    FingerprintKind,
    LikenessState,
    RenditionKind,
    Step,
)
from media_pipeline.fingerprints.picture import VERSION as PICTURE_VERSION
from media_pipeline.fingerprints.sound import VERSION as SOUND_VERSION

if TYPE_CHECKING:
    from media_pipeline.models import Asset

MAY_BE_LOST_AFTER = timedelta(minutes=2)
"""A film that was asked for so long ago has a message in the queue, or its message is lost."""

BY_URGENCY = ("-rush", F("due_at").asc(nulls_last=True), "created_at", "pk")
PLAYABLE = Q(state__in=PLAYING, playable_at__isnull=False)
SETTLED = Q(state__in=(AssetState.REFUSED, AssetState.READY)) | (PLAYABLE & Q(verified_at__isnull=False))
REFUSED = Q(state=AssetState.REFUSED)
IN_PROGRESS = Q(state__in=UNDER_WAY)


class AssetQuerySet(models.QuerySet["Asset"]):
    def playable(self) -> AssetQuerySet:
        """There is something to watch."""
        return self.filter(PLAYABLE)

    def settled(self) -> AssetQuerySet:
        """The verdict is out and will not change by itself."""
        return self.filter(SETTLED)

    def accepted(self) -> AssetQuerySet:
        """Settled, and nothing blocks."""
        return self.filter(SETTLED).exclude(REFUSED)

    def refused(self) -> AssetQuerySet:
        """Something in the file must be mended by its maker."""
        return self.filter(REFUSED)

    def in_progress(self) -> AssetQuerySet:
        """The workshop still has something to do."""
        return self.filter(IN_PROGRESS)

    def visible_to(self, user: Any) -> AssetQuerySet:
        """Files are their owner's; who else may watch them, the rooms above decide."""
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def unclaimed_at(self, now: datetime) -> AssetQuerySet:
        """Nobody works on it, or who did has gone silent."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lt=now))

    def waiting_at(self, now: datetime) -> AssetQuerySet:
        """In progress, and any worker may begin with it."""
        rested = Q(rests_until=None) | Q(rests_until__lte=now)
        return self.in_progress().unclaimed_at(now).filter(rested)

    def forgotten_at(self, now: datetime) -> AssetQuerySet:
        """Waiting for longer than a message travels: its worker died, its message was lost, or the queue is long."""
        asked_lately = Q(claimed_until__isnull=True, enqueued_at__gte=now - MAY_BE_LOST_AFTER)
        return self.waiting_at(now).filter(~asked_lately | Q(enqueued_at=None))

    def at_work_at(self, now: datetime) -> AssetQuerySet:
        """A worker holds the film, or a piece of it."""
        return self.in_progress().filter(Q(claimed_until__gte=now) | self._in_pieces_at(now))

    def lined_up_at(self, now: datetime) -> AssetQuerySet:
        """Waiting or resting after a failure of ours: everything in progress that nobody holds, nor a piece of it."""
        return self.in_progress().unclaimed_at(now).exclude(self._in_pieces_at(now))

    def _in_pieces_at(self, now: datetime) -> Q:
        pieces = {"chunks__done_at": None, "chunks__claimed_until__gte": now}
        return Q(
            pk__in=self.model._default_manager.filter(step=Step.CHUNKS, **pieces).order_by().values("pk")
        )

    def failed(self) -> AssetQuerySet:
        """Our workshop gave up; the maker can do nothing about it."""
        return self.filter(state=AssetState.FAILED)

    def needed_by(self, at: datetime) -> int:
        """Say when these films are needed; of several dates the earliest counts. Returns how many moved forward."""
        return self.filter(Q(due_at=None) | Q(due_at__gt=at)).update(due_at=at)

    def most_urgent_first(self) -> AssetQuerySet:
        """What the office put to the front, then the earliest deadline, then the longest here."""
        return self.order_by(*BY_URGENCY)

    def more_urgent_than(self, asset: Asset) -> AssetQuerySet:
        """Those that a worker takes before this one. Agrees with ``most_urgent_first``."""
        if asset.due_at is None:
            sooner, same_day = Q(due_at__isnull=False), Q(due_at__isnull=True)
        else:
            sooner, same_day = Q(due_at__lt=asset.due_at), Q(due_at=asset.due_at)
        earlier = Q(created_at__lt=asset.created_at) | Q(created_at=asset.created_at, pk__lt=asset.pk)
        before = Q(rush=asset.rush) & (sooner | (same_day & earlier))
        return self.filter(before if asset.rush else before | Q(rush=True))

    def step_by_step(self) -> AssetQuerySet:
        """The lines before the steps, one after the other, each with its most urgent film first."""
        return self.order_by(Case(*(When(step=step, then=n) for n, step in enumerate(Step))), *BY_URGENCY)


class ChunkQuerySet(models.QuerySet["Chunk"]):
    def to_do(self) -> ChunkQuerySet:
        """Not encoded yet."""
        return self.filter(done_at=None)

    def wanted(self) -> ChunkQuerySet:
        """Not encoded yet, of a film that is still being prepared."""
        return self.to_do().filter(asset__state=AssetState.PREPARING)

    def unclaimed_at(self, now: datetime) -> ChunkQuerySet:
        """Nobody works on it, or who did has gone silent."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lt=now))

    def waiting_at(self, now: datetime) -> ChunkQuerySet:
        """Any worker may begin with it."""
        rested = Q(rests_until=None) | Q(rests_until__lte=now)
        return self.wanted().unclaimed_at(now).filter(rested)

    def forgotten_at(self, now: datetime) -> ChunkQuerySet:
        """Waiting for longer than a message travels."""
        asked_lately = Q(claimed_until__isnull=True, enqueued_at__gte=now - MAY_BE_LOST_AFTER)
        return self.waiting_at(now).filter(~asked_lately | Q(enqueued_at=None))

    def most_urgent_first(self) -> ChunkQuerySet:
        """In the order of the films; of one film from its beginning on."""
        due = F("asset__due_at").asc(nulls_last=True)
        return self.order_by("-asset__rush", due, "asset__created_at", "asset", "position")


class RenditionQuerySet(models.QuerySet["Rendition"]):
    def current(self) -> RenditionQuerySet:
        """In use; superseded ones stay readable for who is watching them, until the sweep."""
        return self.filter(superseded_at=None)

    def streams(self) -> RenditionQuerySet:
        """What the master playlist lists, best first."""
        begun = Q(complete=True) | ~Q(playlist="")
        return self.current().filter(begun, kind=RenditionKind.HLS).order_by("-height", "-width", "pk")


class FindingQuerySet(models.QuerySet["Finding"]):
    def blocking(self) -> FindingQuerySet:
        """What the filmmaker must mend."""
        return self.filter(severity="blocks")

    def warning(self) -> FindingQuerySet:
        """What the filmmaker should look at."""
        return self.filter(severity="warns")


class FingerprintQuerySet(models.QuerySet["Fingerprint"]):
    def current(self) -> FingerprintQuerySet:
        """Made by today's method; others cannot be compared with them."""
        picture = Q(kind=FingerprintKind.PICTURE, version=PICTURE_VERSION)
        return self.filter(picture | Q(kind=FingerprintKind.SOUND, version=SOUND_VERSION))


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def of(self, asset: Any) -> LikenessQuerySet:
        """With this film on either side; also for a queryset of films or of their ids."""
        films = asset if isinstance(asset, models.QuerySet) else [asset]
        return self.filter(Q(first__in=films) | Q(second__in=films))

    def open(self) -> LikenessQuerySet:
        """Nobody has decided yet."""
        return self.filter(state=LikenessState.OPEN)
