"""The fingerprint of a film's sound: Chromaprint's values of 32 bits, one for each 0.1238 s."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VERSION = 1
STEP_S = 1365 / 11025
"""Chromaprint's frames are 4096 samples at 11025 Hz and overlap by two thirds."""
HEARD_S = ((5 - 1) + (16 - 1)) * STEP_S + 2731 / 11025
"""What one value hears, from its own time on: filters over 5 and 16 frames, and the last frame's overlap. (Chromaprint
calls it the delay; a sound of 7 s has 4.4 s of values.)"""
SILENCE = 627964279
"""What Chromaprint makes of nothing at all."""


@dataclass(frozen=True, eq=False)
class SoundFingerprint:
    """The values, from the first second to the last."""

    values: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.values)

    def to_bytes(self) -> bytes:
        """Pack 32 bytes a second: 58 kB for half an hour."""
        return self.values.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "SoundFingerprint":
        """Read back what to_bytes wrote, or what ffmpeg's muxer wrote with ``-fp_format raw``."""
        return cls(np.frombuffer(data[: len(data) // 4 * 4], "<u4").astype(np.uint32))


def read_sound(path: Path) -> SoundFingerprint:
    """Read ``sound.chromaprint``; empty for a film without sound, or with less than three seconds of it."""
    return SoundFingerprint.from_bytes(path.read_bytes() if path.exists() else b"")
