"""The small grey frames of a film: read them, take burned-in bars off, bring them to the size that is hashed."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

SIDE = 64
"""PDQ works on 64x64 inside; handing it that size is 870 times faster than a full picture."""
DARK = 30
"""Black is 0 or 16, by the range of the film; compression adds a little."""
DARK_SHARE_OF_TIME = 0.6
"""A bar is dark most of the time: subtitles that stand in it now and then do not make it picture."""
BRIGHT_FRAME = 60
"""Frames without any brighter spot (fades, night) say nothing about bars."""
SMALLEST_SHARE = 0.2
"""Of each side is always left: a film of darkness is not all bar."""
LOOKED_AT = 240
_BLOCK = 256


@dataclass(frozen=True)
class Box:
    """The picture inside its bars, in pixels of the small frames: rows and columns, ends excluded."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def centre(self) -> "Box":
        """What a 9:16 copy of a wide picture shows, or a 16:9 copy of a tall one."""
        if self.width >= self.height:
            kept = max(1, min(self.width, round(self.height * 9 / 16)))
            left = self.left + (self.width - kept) // 2
            return Box(self.top, self.bottom, left, left + kept)
        kept = max(1, min(self.height, round(self.width * 9 / 16)))
        top = self.top + (self.height - kept) // 2
        return Box(top, top + kept, self.left, self.right)


def read_frames(path: Path, size: tuple[int, int]) -> Grey:
    """Map a raw file of frames of (width, height) as an array frame x row x column; half a last frame is left out."""
    width, height = size
    count = path.stat().st_size // (width * height) if path.exists() else 0
    if not count:
        return np.zeros((0, height, width), np.uint8)
    return np.memmap(path, np.uint8, "r", shape=(count, height, width))


def find_picture(frames: Grey) -> Box:
    """Find the bars that stay at the edges over the whole film, black ones, and return what is inside them."""
    count, height, width = frames.shape
    seen = np.asarray(frames[:: max(1, count // LOOKED_AT)])
    seen = seen[seen.max(axis=(1, 2), initial=0) >= BRIGHT_FRAME]
    if not len(seen):
        return Box(0, height, 0, width)
    top, bottom = _inside(_brightness(seen, axis=2))
    left, right = _inside(_brightness(seen[:, top:bottom], axis=1))
    return Box(top, bottom, left, right)


def _brightness(seen: Grey, axis: int) -> NDArray[np.float64]:
    """How bright each row (or column) is: a bright pixel of it, at most moments."""
    lines = np.percentile(seen, 90, axis=axis)
    return np.quantile(lines, DARK_SHARE_OF_TIME, axis=0)


def _inside(brightness: NDArray[np.float64]) -> tuple[int, int]:
    length = len(brightness)
    light = np.flatnonzero(brightness > DARK)
    if not len(light) or (light[-1] + 1 - light[0]) < SMALLEST_SHARE * length:
        return 0, length
    first, last = int(light[0]), int(light[-1]) + 1
    # Where a bar ends within a pixel, that pixel is half bar.
    first, last = first + (first > 0), last - (last < length)
    return (first, last) if last > first else (0, length)


def shrink(frames: Grey, box: Box, side: int = SIDE) -> Grey:
    """Bring the box of every frame to side x side, each pixel the mean of what it covers."""
    down, across = _means(box.height, side), _means(box.width, side).T
    small = np.empty((len(frames), side, side), np.uint8)
    for start in range(0, len(frames), _BLOCK):
        block = frames[start : start + _BLOCK, box.top : box.bottom, box.left : box.right]
        means = down @ (block.astype(np.float32) @ across)
        small[start : start + _BLOCK] = np.rint(means).clip(0, 255)
    return small


def _means(length: int, parts: int) -> NDArray[np.float32]:
    """A matrix that takes a line of pixels to the means of equal parts of it."""
    edges = np.linspace(0, length, parts + 1)
    pixels = np.arange(length)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    return (overlap.clip(0) * parts / length).astype(np.float32)
