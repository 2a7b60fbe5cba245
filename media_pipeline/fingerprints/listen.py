"""Compare the sounds of two films, offset by offset."""

import numpy as np
from numpy.typing import NDArray

from media_pipeline.fingerprints import rules
from media_pipeline.fingerprints.alignment import Stretch, covered
from media_pipeline.fingerprints.rules import Certainty, Kind, Match
from media_pipeline.fingerprints.sound import HEARD_S, SILENCE, STEP_S, SoundFingerprint

_ALIGN_BITS = 12
_OFFSETS_TRIED = 3
_SMOOTH = 16
_LIVELY = 0.25
"""Share of different values that a stretch of sound must hold: a held tone resembles every other held tone."""


def compare_sounds(first: SoundFingerprint, second: SoundFingerprint) -> Match | None:
    """Tell what the sounds of two films have in common; None when that is too little to look at.

    As Chromaprint's own matcher does it: the offset at which most values begin with the same 12 bits, and there the
    segments whose mean of wrong bits is low.
    """
    a, b = first.values, second.values
    if min(len(a), len(b)) < rules.FEWEST_VALUES:
        return None
    found: list[tuple[Stretch, float]] = []
    taken = np.zeros(len(a), bool)
    for offset in _offsets(a, b):
        found += _alike_at(a, b, offset, taken)
    if not found:
        return None
    aligned = tuple(stretch for stretch, _ in found)
    lengths = _seconds(0, len(a))[1], _seconds(0, len(b))[1]
    heard = covered(aligned)
    shares = min(1.0, heard[0] / lengths[0]), min(1.0, heard[1] / lengths[1])
    shorter = 0 if lengths[0] <= lengths[1] else 1
    seconds = sum(stretch.seconds for stretch in aligned)
    wrong = sum(stretch.seconds * bits for stretch, bits in found) / seconds
    if shares[shorter] >= rules.CERTAIN_SHARE and wrong <= rules.CERTAIN_SOUND_BITS:
        certainty = Certainty.CERTAIN
    elif shares[shorter] >= rules.REVIEW_SHARE or max(s.seconds for s in aligned) >= rules.REVIEW_SOUND_S:
        certainty = Certainty.REVIEW
    else:
        return None
    in_order = tuple(sorted(aligned, key=lambda stretch: stretch.first_from_s))
    return Match(
        Kind.SOUND, certainty, round(shares[shorter], 4), round(shares[0], 4), round(shares[1], 4), in_order
    )


def _offsets(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> list[int]:
    """The likeliest offsets between two sounds, best first."""
    heads, order = b >> (32 - _ALIGN_BITS), np.arange(len(b))
    sorting = np.argsort(heads, kind="stable")
    heads, order = heads[sorting], order[sorting]
    wanted = a >> (32 - _ALIGN_BITS)
    telling = (a != SILENCE) & np.r_[True, a[1:] != a[:-1]]
    places = np.flatnonzero(telling)
    low = np.searchsorted(heads, wanted[places], "left")
    counts = np.searchsorted(heads, wanted[places], "right") - low
    # A value that is half of the other film tells nothing about where the two meet.
    rare = counts <= max(8, len(b) // 16)
    places, low, counts = places[rare], low[rare], counts[rare]
    if not counts.sum():
        return []
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    meets = order[np.repeat(low, counts) + steps] - np.repeat(places, counts)
    lowest = int(meets.min())
    votes = np.bincount(meets - lowest)
    best = np.argsort(votes, kind="stable")[::-1][:_OFFSETS_TRIED]
    return [int(place) + lowest for place in best if votes[place] >= 3]


def _alike_at(
    a: NDArray[np.uint32], b: NDArray[np.uint32], offset: int, taken: NDArray[np.bool_]
) -> list[tuple[Stretch, float]]:
    """The segments that sound alike at one offset, with their mean of wrong bits."""
    start, end = max(0, -offset), min(len(a), len(b) - offset)
    if end - start < rules.FEWEST_VALUES:
        return []
    here, there = a[start:end], b[start + offset : end + offset]
    wrong = np.bitwise_count(here ^ there).astype(np.float64)
    window = np.ones(_SMOOTH) / _SMOOTH
    smooth = np.convolve(np.pad(wrong, (_SMOOTH // 2, _SMOOTH - _SMOOTH // 2 - 1), "edge"), window, "valid")
    alike = (smooth < rules.SAME_SOUND_BITS) & ~taken[start:end]
    edges = np.flatnonzero(np.diff(np.r_[False, alike, False]))
    found = []
    for low, high in edges.reshape(-1, 2):
        length = int(high - low)
        lively = min(len(np.unique(part[low:high])) for part in (here, there)) / length
        if length < rules.FEWEST_VALUES or lively < _LIVELY:
            continue
        taken[start + low : start + high] = True
        bits = float(wrong[low:high].mean())
        times = _seconds(start + low, start + high), _seconds(start + low + offset, start + high + offset)
        found.append((Stretch(*times[0], *times[1], share=round(1 - bits / 32, 3)), bits))
    return found


def _seconds(start: int, end: int) -> tuple[float, float]:
    return round(float(start) * STEP_S, 3), round(float(end - 1) * STEP_S + HEARD_S, 3)
