"""Find the films of all editions that resemble one, from what is kept of them; no film is read again."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from media_pipeline.enums import Certainty, FingerprintKind
from media_pipeline.fingerprints import (
    Kind,
    Match,
    PictureFingerprint,
    SoundFingerprint,
    compare_pictures,
    compare_sounds,
    seek,
)
from media_pipeline.models import Asset, Fingerprint, Likeness
from media_pipeline.querysets import FingerprintQuerySet

FILMS_AT_ONCE = 64
"""Half a million frames of ordinary shorts at most lie in memory: some 40 MB."""


@dataclass
class Evidence:
    """What speaks for a likeness; the film that was asked for is the first of each match."""

    same_file: bool = False
    picture: Match | None = None
    sound: Match | None = None

    @property
    def certainty(self) -> Certainty:
        """Sound alone is never certain: two films may have licensed one piece of music."""
        certain = self.same_file or (self.picture is not None and self.picture.certainty == Certainty.CERTAIN)
        return Certainty.CERTAIN if certain else Certainty.REVIEW

    @property
    def share(self) -> float:
        """The largest, for ordering the list."""
        shares = [match.share for match in (self.picture, self.sound) if match is not None]
        return 1.0 if self.same_file else max(shares, default=0.0)


def find_likenesses(asset_id: UUID) -> int:
    """Compare a film with all others and write down which resemble it; return how many do.

    Idempotent: a pair has one row; a decision that people took stays, and an open row that no longer holds goes.
    """
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is None:
        return 0
    found: dict[UUID, Evidence] = {}
    for other in _same_files(asset):
        found.setdefault(other, Evidence()).same_file = True
    for other, match in _by_picture(asset):
        found.setdefault(other, Evidence()).picture = match
    for other, match in _by_sound(asset):
        found.setdefault(other, Evidence()).sound = match
    with transaction.atomic():
        for other, evidence in found.items():
            _write(asset.pk, other, evidence)
        gone = Likeness.objects.of(asset.pk).open()
        gone.exclude(first__in=[*found, asset.pk], second__in=[*found, asset.pk]).delete()
        asset.fingerprints.update(searched_at=timezone.now())
    return len(found)


def _same_files(asset: Asset) -> list[UUID]:
    same = Asset.objects.filter(sha256=asset.sha256).exclude(sha256="").exclude(pk=asset.pk)
    return list(same.values_list("pk", flat=True))


def _kept(asset: Asset, kind: FingerprintKind) -> tuple[bytes, FingerprintQuerySet]:
    """What is kept of the film itself, and of all others."""
    kept = Fingerprint.objects.current().filter(kind=kind, count__gt=0)
    mine = kept.filter(asset=asset).values_list("data", flat=True).first()
    return bytes(mine or b""), kept.exclude(asset=asset)


def _by_picture(asset: Asset) -> Iterator[tuple[UUID, Match]]:
    data, others = _kept(asset, FingerprintKind.PICTURE)
    if not data:
        return
    film = PictureFingerprint.from_bytes(data)
    seeker = seek(film, _batches(others))
    ignored = seeker.common_frames()
    candidates = seeker.candidates()
    for start in range(0, len(candidates), FILMS_AT_ONCE):
        for batch in _batches(others.filter(asset__in=candidates[start : start + FILMS_AT_ONCE])):
            for other, theirs in batch.items():
                if match := compare_pictures(film, theirs, ignored=ignored):
                    yield other, match


def _batches(kept: FingerprintQuerySet) -> Iterator[dict[UUID, PictureFingerprint]]:
    batch: dict[UUID, PictureFingerprint] = {}
    for other, data in kept.values_list("asset_id", "data").iterator(chunk_size=FILMS_AT_ONCE):
        batch[other] = PictureFingerprint.from_bytes(bytes(data))
        if len(batch) == FILMS_AT_ONCE:
            yield batch
            batch = {}
    yield batch


def _by_sound(asset: Asset) -> Iterator[tuple[UUID, Match]]:
    data, others = _kept(asset, FingerprintKind.SOUND)
    if not data:
        return
    film = SoundFingerprint.from_bytes(data)
    for other, theirs in others.values_list("asset_id", "data").iterator(chunk_size=FILMS_AT_ONCE):
        if match := compare_sounds(film, SoundFingerprint.from_bytes(bytes(theirs))):
            yield other, match


def _write(asset_id: UUID, other: UUID, evidence: Evidence) -> None:
    first, second = Likeness.ordered(asset_id, other)
    picture, sound = (
        _told_from(match, turned=first != asset_id) for match in (evidence.picture, evidence.sound)
    )
    Likeness.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults={
            "certainty": evidence.certainty,
            "same_file": evidence.same_file,
            "share": evidence.share,
            str(Kind.PICTURE): picture,
            str(Kind.SOUND): sound,
        },
    )


def _told_from(match: Match | None, *, turned: bool) -> dict[str, object] | None:
    if match is None:
        return None
    return (match.turned() if turned else match).to_json()
