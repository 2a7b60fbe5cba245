"""Compare the pictures of two films, frame by frame."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media_pipeline.fingerprints import rules
from media_pipeline.fingerprints.alignment import stretches
from media_pipeline.fingerprints.picture import (
    FRAMES_PER_SECOND,
    GOOD_QUALITY,
    Hashes,
    PictureFingerprint,
    mirrored,
)
from media_pipeline.fingerprints.rules import Certainty, Kind, Match, View

_CELLS = 4_000_000
"""Distances that are worked on at once: a block of rows against all of the other film, some 64 MB."""
_MOST_A_ROW = 64
"""Places that are kept for one frame: a fixed camera's frame resembles all others, and the nearest say enough."""


@dataclass(frozen=True, eq=False)
class _Side:
    hashes: Hashes
    good: NDArray[np.bool_]


def compare_pictures(
    first: PictureFingerprint, second: PictureFingerprint, *, ignored: NDArray[np.bool_] | None = None
) -> Match | None:
    """Tell what the pictures of two films have in common; None when that is too little to look at.

    ``ignored`` marks frames of the first film that many films show: leaders, logos, credits.
    """
    kept = np.ones(len(first), bool) if ignored is None else ~ignored
    one = _Side(first.whole, (first.quality >= GOOD_QUALITY) & kept)
    one_middle = _Side(first.middle, (first.middle_quality >= GOOD_QUALITY) & kept)
    two = _Side(second.whole, second.quality >= GOOD_QUALITY)
    two_middle = _Side(second.middle, second.middle_quality >= GOOD_QUALITY)
    views = (
        (View.SAME, one, two),
        (View.MIRRORED, _Side(mirrored(one.hashes), one.good), two),
        (View.CROPPED, one, two_middle),
        (View.CROPPED, one_middle, two),
    )
    found = [match for view, a, b in views if (match := _compare_view(view, a, b)) is not None]
    return max(found, key=lambda match: (match.certainty == Certainty.CERTAIN, match.share), default=None)


def _compare_view(view: View, one: _Side, two: _Side) -> Match | None:
    here, there = np.flatnonzero(one.good), np.flatnonzero(two.good)
    if min(len(here), len(there)) < rules.FEWEST_FRAMES:
        return None
    near = near_pairs(one.hashes[here], two.hashes[there])
    shares, same_shares = near.shares(rules.SIMILAR_FRAME), near.shares(rules.SAME_FRAME)
    shorter = 0 if len(here) <= len(there) else 1
    aligned = stretches(here[near.first], there[near.second], step_s=1 / FRAMES_PER_SECOND)
    longest = max((stretch.seconds for stretch in aligned), default=0.0)
    if same_shares[shorter] >= rules.CERTAIN_SHARE:
        certainty = Certainty.CERTAIN
    elif shares[shorter] >= rules.REVIEW_SHARE or longest >= rules.REVIEW_S:
        certainty = Certainty.REVIEW
    else:
        return None
    return Match(
        Kind.PICTURE,
        certainty,
        round(shares[shorter], 4),
        round(shares[0], 4),
        round(shares[1], 4),
        aligned,
        view,
    )


@dataclass(frozen=True, eq=False)
class NearPairs:
    """Which frames of two films resemble which: places in both, and for each frame its distance to the nearest."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    first_nearest: NDArray[np.uint16]
    second_nearest: NDArray[np.uint16]

    def shares(self, within: int) -> tuple[float, float]:
        """Of each film's frames, how many have one like them in the other film."""
        return float((self.first_nearest <= within).mean()), float((self.second_nearest <= within).mean())


def near_pairs(one: Hashes, two: Hashes) -> NearPairs:
    """Compare every frame with every frame; neither film may be empty."""
    firsts, seconds = [], []
    first_nearest = np.full(len(one), 256, np.uint16)
    second_nearest = np.full(len(two), 256, np.uint16)
    block = max(1, _CELLS // len(two))
    for start in range(0, len(one), block):
        part = one[start : start + block]
        away = np.zeros((len(part), len(two)), np.uint16)
        for word in range(4):
            away += np.bitwise_count(part[:, word, None] ^ two[None, :, word])
        first_nearest[start : start + block] = away.min(axis=1)
        np.minimum(second_nearest, away.min(axis=0), out=second_nearest)
        near = away <= rules.SIMILAR_FRAME
        for row in np.flatnonzero(near.sum(axis=1) > _MOST_A_ROW):
            _thin_out(near[row], away[row], start + int(row))
        a, b = np.nonzero(near)
        firsts.append(a + start)
        seconds.append(b)
    return NearPairs(np.concatenate(firsts), np.concatenate(seconds), first_nearest, second_nearest)


def _thin_out(near: NDArray[np.bool_], away: NDArray[np.uint16], place: int) -> None:
    """Keep the nearest places only; of equally near ones those at the same time."""
    rank = away.astype(np.int64) * 1_000_000 + np.abs(np.arange(len(away)) - place)
    kept = np.argpartition(rank, _MOST_A_ROW)[:_MOST_A_ROW]
    mask = np.zeros(len(near), bool)
    mask[kept] = True
    near &= mask
