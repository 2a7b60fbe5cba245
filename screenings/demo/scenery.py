"""Painted layers for the demo's films: each scene is a sky and two silhouettes that drift past each other.

Pure Pillow and a seeded generator, so that a film of the same name always looks the same.
"""

import math
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

# night sky, horizon, far silhouette, near silhouette, light
PALETTES = (
    ("#10163a", "#f0836a", "#3a2a58", "#120d26", "#ffe1b3"),
    ("#04222e", "#6fc3b4", "#12495a", "#04161d", "#f6f3d7"),
    ("#2b0d1e", "#e2604d", "#5b1a33", "#1c0713", "#ffd08a"),
    ("#191b1f", "#c9b48f", "#4b4a44", "#151513", "#fbf2d9"),
    ("#0b1f3f", "#9fb7e8", "#2c4a80", "#0a1428", "#fdfcf4"),
    ("#1d1036", "#d682c4", "#48256f", "#150a28", "#ffe9f7"),
    ("#0c2a1c", "#d7c86a", "#1f5a3a", "#071a11", "#fff6cf"),
    ("#2a1608", "#e6a24e", "#6b3a17", "#1a0c03", "#fff0cf"),
)


@dataclass(frozen=True)
class Layers:
    sky: Image.Image
    far: Image.Image
    near: Image.Image


def paint(scene: str, seed: str, width: int, height: int) -> Layers:
    """Three pictures of `width` × `height` pixels; the silhouettes are half as wide again, so that they can travel."""
    dice = Random(seed)
    palette = PALETTES[dice.randrange(len(PALETTES))]
    wide = int(width * 1.5) // 2 * 2
    draw_silhouette = {
        "ridge": _ridge,
        "sea": _waves,
        "city": _skyline,
        "stage": _curtains,
        "birds": _birds,
        "lattice": _lattice,
        "tree": _trees,
    }[scene]
    far, near = (Image.new("RGBA", (wide, height)) for _ in range(2))
    draw_silhouette(ImageDraw.Draw(far), dice, palette[2], wide, height, 0.55)
    draw_silhouette(ImageDraw.Draw(near), dice, palette[3], wide, height, 0.8)
    return Layers(_sky(dice, palette, width, height), far.filter(ImageFilter.GaussianBlur(1.2)), near)


def _rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))  # type: ignore[return-value]


def _sky(dice: Random, palette: tuple[str, ...], width: int, height: int) -> Image.Image:
    column = Image.new("RGB", (1, height))
    top, low = _rgb(palette[0]), _rgb(palette[1])
    for y in range(height):
        share = (y / height) ** 1.6
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, low, strict=True)))
    sky = column.resize((width, height))
    draw = ImageDraw.Draw(sky)
    for _ in range(90):
        x, y, size = dice.randrange(width), dice.randrange(height * 2 // 3), dice.choice((0, 0, 1))
        draw.ellipse((x, y, x + size, y + size), fill=palette[4])
    light = Image.new("L", (width, height))
    radius = min(width, height) * dice.uniform(0.09, 0.17)
    x, y = width * dice.uniform(0.25, 0.75), height * dice.uniform(0.22, 0.45)
    glow = ImageDraw.Draw(light)
    glow.ellipse((x - radius * 2, y - radius * 2, x + radius * 2, y + radius * 2), fill=70)
    light = light.filter(ImageFilter.GaussianBlur(radius))
    ImageDraw.Draw(light).ellipse((x - radius, y - radius, x + radius, y + radius), fill=235)
    sky.paste(
        Image.new("RGB", (width, height), palette[4]), (0, 0), light.filter(ImageFilter.GaussianBlur(1))
    )
    return sky


def _hills(dice: Random, width: int, height: int, level: float, rough: float) -> list[tuple[float, float]]:
    waves = [(dice.uniform(0.5, 6), dice.uniform(0, 6.3), rough / n) for n in range(1, 6)]
    points = []
    for x in range(0, width + 4, 4):
        lift = sum(math.sin(x / width * 6.28 * f * n + p) * a for n, (f, p, a) in enumerate(waves, 1))
        points.append((float(x), height * (level + lift)))
    return [(0.0, float(height)), *points, (float(width), float(height))]


def _ridge(
    draw: ImageDraw.ImageDraw, dice: Random, colour: str, width: int, height: int, level: float
) -> None:
    draw.polygon(_hills(dice, width, height, level, 0.06), fill=colour)


def _waves(
    draw: ImageDraw.ImageDraw, dice: Random, colour: str, width: int, height: int, level: float
) -> None:
    for step in range(4):
        y = height * (level + step * 0.06)
        crest = [
            (x, y + math.sin(x / 38 + step * 2 + level * 9) * height * 0.012) for x in range(0, width + 6, 6)
        ]
        shade = tuple(max(0, part - step * 6) for part in _rgb(colour))
        draw.polygon([(0, height), *crest, (width, height)], fill=(*shade, 235))


def _skyline(
    draw: ImageDraw.ImageDraw, dice: Random, colour: str, width: int, height: int, level: float
) -> None:
    x = 0
    while x < width:
        w = dice.randrange(max(18, width // 40), width // 14)
        top = int(height * (level - dice.uniform(-0.08, 0.24)))
        draw.rectangle((x, top, x + w, height), fill=colour)
        for wy in range(top + 8, height, 14):
            for wx in range(x + 5, x + w - 6, 11):
                if dice.random() < 0.22:
                    draw.rectangle((wx, wy, wx + 4, wy + 6), fill="#ffdf9e")
        x += w + dice.randrange(0, 10)


def _curtains(
    draw: ImageDraw.ImageDraw, dice: Random, colour: str, width: int, height: int, level: float
) -> None:
    base = _rgb(colour)
    fold = max(10, width // 46)
    for x in range(0, width, fold):
        if 0.36 < (x / width) < 0.64 and level > 0.7:
            continue
        shade = tuple(min(255, int(part * dice.uniform(0.8, 1.35)) + 4) for part in base)
        hem = height * (0.97 if level > 0.7 else dice.uniform(0.15, 0.3))
        draw.polygon([(x, 0), (x + fold, 0), (x + fold * 1.15, hem), (x - fold * 0.15, hem)], fill=shade)
    if level > 0.7:
        draw.rectangle((0, int(height * 0.88), width, height), fill=colour)
        centre, head = width * 0.5, height * 0.035
        draw.ellipse((centre - head, height * 0.66, centre + head, height * 0.66 + head * 2), fill=colour)
        draw.polygon(
            [(centre, height * 0.7), (centre - head * 2, height * 0.9), (centre + head * 2, height * 0.9)],
            fill=colour,
        )


def _birds(
    draw: ImageDraw.ImageDraw, dice: Random, colour: str, width: int, height: int, level: float
) -> None:
    draw.polygon(_hills(dice, width, height, level + 0.12, 0.02), fill=colour)
    for _ in range(26 if level > 0.7 else 14):
        x, y = dice.randrange(width), dice.uniform(0.12, level) * height
        span = height * dice.uniform(0.015, 0.045)
        tilt = dice.uniform(-0.4, 0.4) * span
        draw.line(
            (x - span, y - span * 0.5 + tilt, x, y, x + span, y - span * 0.5 - tilt), fill=colour, width=3
        )


def _lattice(
    draw: ImageDraw.ImageDraw, dice: Random, colour: str, width: int, height: int, level: float
) -> None:
    cell = max(12, height // (11 if level > 0.7 else 17))
    base = _rgb(colour)
    for x in range(0, width, cell):
        for y in range(0, height, cell):
            if dice.random() < (y / height) ** 1.4 * level:
                lift = dice.randrange(70)
                shade = tuple(min(255, part + lift) for part in base)
                draw.rectangle((x, y, x + cell - 3, y + cell - 3), fill=(*shade, 235))


def _trees(
    draw: ImageDraw.ImageDraw, dice: Random, colour: str, width: int, height: int, level: float
) -> None:
    draw.polygon(_hills(dice, width, height, level + 0.1, 0.015), fill=colour)
    for _ in range(7 if level > 0.7 else 11):
        _branch(
            draw,
            dice,
            colour,
            dice.randrange(width),
            height * (level + 0.13),
            -math.pi / 2,
            height * 0.13 * level,
            6,
        )


def _branch(
    draw: ImageDraw.ImageDraw,
    dice: Random,
    colour: str,
    x: float,
    y: float,
    angle: float,
    length: float,
    depth: int,
) -> None:
    end = (x + math.cos(angle) * length, y + math.sin(angle) * length)
    draw.line((x, y, *end), fill=colour, width=max(1, depth))
    if depth == 1:
        draw.ellipse((end[0] - 5, end[1] - 5, end[0] + 5, end[1] + 5), fill=colour)
        return
    for turn in (-0.45, 0.4):
        _branch(
            draw,
            dice,
            colour,
            *end,
            angle + turn + dice.uniform(-0.15, 0.15),
            length * dice.uniform(0.68, 0.82),
            depth - 1,
        )
