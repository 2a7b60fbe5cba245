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

_BLOCK = 512
_MOST_PAIRS = 400_000


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
    first, second, distance = near_pairs(one.hashes[here], two.hashes[there], rules.SIMILAR_FRAME)
    if not len(first):
        return None
    same = distance <= rules.SAME_FRAME
    shares = _shares(first, second, len(here), len(there))
    same_shares = _shares(first[same], second[same], len(here), len(there))
    shorter = 0 if len(here) <= len(there) else 1
    aligned = stretches(here[first], there[second], step_s=1 / FRAMES_PER_SECOND)
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


def _shares(first: NDArray[np.intp], second: NDArray[np.intp], here: int, there: int) -> tuple[float, float]:
    return len(np.unique(first)) / here, len(np.unique(second)) / there


def near_pairs(
    one: Hashes, two: Hashes, within: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint16]]:
    """All pairs of rows not further apart than ``within`` bits: places in one, places in two, distances."""
    firsts, seconds, distances, found = [], [], [], 0
    for start in range(0, len(one), _BLOCK):
        part = one[start : start + _BLOCK]
        away = np.zeros((len(part), len(two)), np.uint16)
        for word in range(4):
            away += np.bitwise_count(part[:, word, None] ^ two[None, :, word])
        a, b = np.nonzero(away <= within)
        firsts.append(a + start)
        seconds.append(b)
        distances.append(away[a, b])
        found += len(a)
        if found > _MOST_PAIRS:
            # One long still picture against itself: the pairs that are known say all that there is to say.
            break
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(distances)
