"""Films of numbers: scenes of drifting clouds with cuts, as small grey frames; and what people do to copies."""

import numpy as np


def film(seed: int, seconds: float = 30, size: tuple[int, int] = (160, 90), scene_s: float = 3) -> np.ndarray:
    """Frames at 2 a second; another seed is another film."""
    rng = np.random.default_rng(seed)
    width, height = size
    frames = []
    for number in range(round(seconds * 2)):
        if number % round(scene_s * 2) == 0:
            clouds = _clouds(rng, height + 40, width + 40)
        move = number % round(scene_s * 2)
        frames.append(clouds[move : move + height, 2 * move : 2 * move + width])
    return np.stack(frames)


def _clouds(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    picture = np.zeros((height, width))
    for cell in (40, 20, 10, 5):
        grid = rng.random((height // cell + 2, width // cell + 2))
        rows, columns = np.arange(height) / cell, np.arange(width) / cell
        lines = np.stack([np.interp(columns, np.arange(grid.shape[1]), line) for line in grid])
        picture += (
            cell**0.7 * np.stack([np.interp(rows, np.arange(grid.shape[0]), line) for line in lines.T]).T
        )
    picture -= picture.min()
    return (picture / picture.max() * 235 + 16).astype(np.uint8)


def graded(frames: np.ndarray) -> np.ndarray:
    """Darker, with more contrast, and grainy."""
    grain = np.random.default_rng(7).normal(0, 4, frames.shape)
    return (((frames / 255) ** 1.3) * 255 + grain).clip(0, 255).astype(np.uint8)


def letterboxed(frames: np.ndarray, rows: int = 12) -> np.ndarray:
    """Squeezed between black bars above and below."""
    copy = np.full_like(frames, 2)
    height = frames.shape[1]
    kept = np.linspace(0, height - 1, height - 2 * rows).round().astype(int)
    copy[:, rows:-rows] = frames[:, kept]
    return copy


def pillared(frames: np.ndarray, columns: int) -> np.ndarray:
    """Between black bars left and right: a tall film in a wide frame."""
    return np.pad(frames, ((0, 0), (0, 0), (columns, columns)), constant_values=3)


def subtitled(frames: np.ndarray) -> np.ndarray:
    """A line of text, a third of the time."""
    copy = frames.copy()
    height, width = frames.shape[1:]
    copy[::3, height - 7 : height - 4, 2 * width // 5 : -2 * width // 5] = 250
    return copy


def middle(frames: np.ndarray) -> np.ndarray:
    """What a 9:16 copy shows."""
    height, width = frames.shape[1:]
    kept = round(height * 9 / 16)
    start = (width - kept) // 2
    return frames[:, :, start : start + kept]


def leader(seconds: float = 4) -> np.ndarray:
    """What a festival, or a tool, puts before many films."""
    return film(999_999, seconds)
