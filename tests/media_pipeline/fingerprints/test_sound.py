"""Sounds that are the same are found at any offset; tones, silence and other sounds are not."""

import numpy as np
import pytest

from media_pipeline.fingerprints import Certainty, SoundFingerprint, compare_sounds, read_sound
from media_pipeline.fingerprints.sound import HEARD_S, SILENCE, STEP_S

RNG = np.random.default_rng(3)


def sound(seconds: float, seed: int = 1) -> np.ndarray:
    """Values as Chromaprint's: neighbours differ in a few bits only."""
    rng = np.random.default_rng(seed)
    changes = rng.random((round(seconds / STEP_S), 32)) < 0.15
    bits = (np.cumsum(changes, axis=0) + rng.integers(0, 2, 32)) % 2
    return np.packbits(bits.astype(np.uint8), axis=1).view(">u4").ravel().astype(np.uint32)


def worn(values: np.ndarray, share: float) -> np.ndarray:
    """The same sound after a bad encoder: this share of all bits is wrong."""
    wrong = (RNG.random((len(values), 32)) < share).astype(np.uint8)
    return values ^ np.packbits(wrong, axis=1).view(">u4").ravel().astype(np.uint32)


def compare(a: np.ndarray, b: np.ndarray):
    return compare_sounds(SoundFingerprint(a), SoundFingerprint(b))


def test_a_worn_copy_is_certain():
    mine = sound(60)
    match = compare(mine, worn(mine, 0.1))
    assert match.certainty == Certainty.CERTAIN
    (stretch,) = match.stretches
    assert (stretch.first_from_s, stretch.second_from_s) == (0, 0)
    assert stretch.first_to_s == pytest.approx(60 + HEARD_S, abs=1)


def test_an_excerpt_is_found_where_it_is():
    mine = sound(60)
    other = np.concatenate([sound(40, seed=2), worn(mine[100:300], 0.05), sound(40, seed=4)])
    match = compare(mine, other)
    assert match.certainty == Certainty.REVIEW
    (stretch,) = match.stretches
    assert stretch.first_from_s == pytest.approx(100 * STEP_S, abs=1.5)
    assert stretch.second_from_s - stretch.first_from_s == pytest.approx(
        (len(sound(40)) - 100) * STEP_S, abs=0.001
    )
    assert stretch.seconds == pytest.approx(200 * STEP_S, abs=3)


def test_a_very_bad_copy_is_for_review():
    mine = sound(60)
    assert compare(mine, worn(mine, 0.25)).certainty == Certainty.REVIEW


def test_other_sounds_silence_and_held_tones_are_not_alike():
    assert compare(sound(60), sound(60, seed=9)) is None
    silence = np.full(400, SILENCE, np.uint32)
    assert compare(silence, silence) is None
    tone = np.full(400, 0x0F0F1234, np.uint32)
    assert compare(tone, tone) is None
    assert compare(sound(60), np.zeros(0, np.uint32)) is None


def test_a_film_without_sound(tmp_path):
    assert len(read_sound(tmp_path / "none")) == 0
    (tmp_path / "odd").write_bytes(b"123456")
    assert len(read_sound(tmp_path / "odd")) == 1
