"""The fingerprint of a film's pictures: PDQ hashes of two frames a second, of the whole picture and of its middle.

PDQ (Facebook, 2019): 256 bits; two pictures are taken for the same up to a distance of 31, and frames with a
quality below 50 (flat, dark, blurred) say nothing.
"""

from dataclasses import dataclass

import numpy as np
import pdqhash
from numpy.typing import NDArray

from media_pipeline.fingerprints.frames import Box, Grey, find_picture, shrink

Hashes = NDArray[np.uint64]
"""One row a frame, four words of 64 bits."""

VERSION = 1
"""Of the whole method, frames to bytes. Fingerprints of another version are not compared but made anew."""
FRAMES_PER_SECOND = 2
GOOD_QUALITY = 50
_FRAME_BYTES = 66

# Mirroring a picture turns the sign of every second coefficient of its cosine transform, and so the bits of every
# second column. The median moves a little with it: 7 of 256 bits differ on the average from the hash of the mirrored
# picture, little enough to save keeping a second set.
_MIRROR = np.packbits(np.tile([0, 1], 128).astype(np.uint8)).view(np.uint64)


@dataclass(frozen=True, eq=False)
class PictureFingerprint:
    """Half a second is one row; ``whole`` without bars, ``middle`` its central 9:16 (of a tall film 16:9)."""

    whole: Hashes
    middle: Hashes
    quality: NDArray[np.uint8]
    middle_quality: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.quality)

    def to_bytes(self) -> bytes:
        """Pack 66 bytes a frame: 240 kB for half an hour."""
        parts = (self.whole, self.middle, self.quality, self.middle_quality)
        return b"".join(part.tobytes() for part in parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> "PictureFingerprint":
        """Read back what to_bytes wrote. Raises ValueError."""
        count, rest = divmod(len(data), _FRAME_BYTES)
        if rest:
            raise ValueError("This is no fingerprint of pictures.")
        hashes = np.frombuffer(data, np.uint64, 8 * count).reshape(2, count, 4)
        quality = np.frombuffer(data, np.uint8, 2 * count, 64 * count).reshape(2, count)
        return cls(hashes[0], hashes[1], quality[0], quality[1])


def of_frames(frames: Grey) -> PictureFingerprint:
    """Hash the small frames of a film."""
    box = find_picture(frames)
    whole, quality = _hash(frames, box)
    middle, middle_quality = _hash(frames, box.centre())
    return PictureFingerprint(whole, middle, quality, middle_quality)


def mirrored(hashes: Hashes) -> Hashes:
    """The hashes of the same pictures, seen in a mirror (nearly: see above)."""
    return hashes ^ _MIRROR


def _hash(frames: Grey, box: Box) -> tuple[Hashes, NDArray[np.uint8]]:
    bits = np.zeros((len(frames), 256), np.uint8)
    quality = np.zeros(len(frames), np.uint8)
    for number, picture in enumerate(shrink(frames, box)):
        # The binding takes colour; three equal channels weigh to the grey itself.
        bits[number], quality[number] = pdqhash.compute(np.repeat(picture[:, :, None], 3, axis=2))
    return np.packbits(bits, axis=1).view(np.uint64), quality
