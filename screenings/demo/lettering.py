"""Film titles as pictures, in any script: glyph by glyph from the web font that the site itself uses."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SHADOW = 2


def title_card(title: str, original: str, width: int, height: int) -> Image.Image:
    """A transparent picture of `width` × `height` pixels with the title low in the frame."""
    card = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(card)
    size = max(16, min(width, height) // 11)
    lines = _wrap(title, size, width * 0.86)
    if original and original != title:
        lines += _wrap(original, size, width * 0.86)
    y = height * 0.72 - len(lines) * size * 0.65
    for line in lines:
        x = (width - _length(line, size)) / 2
        for glyph in line:
            font = _font(glyph, size)
            draw.text((x + SHADOW, y + SHADOW), glyph, font=font, fill=(0, 0, 0, 170))
            draw.text((x, y), glyph, font=font, fill=(255, 250, 238, 255))
            x += font.getlength(glyph)
        y += size * 1.35
    return card


def corner_mark(text: str, width: int, height: int) -> Image.Image:
    """A transparent picture with small words in its upper left corner."""
    mark = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(mark)
    size = max(11, min(width, height) // 22)
    x = y = size * 0.8
    for glyph in text:
        font = _font(glyph, size)
        draw.text((x + 1, y + 1), glyph, font=font, fill=(0, 0, 0, 170))
        draw.text((x, y), glyph, font=font, fill=(255, 250, 238, 225))
        x += font.getlength(glyph)
    return mark


def _wrap(text: str, size: int, room: float) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _length(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _length(line: str, size: int) -> float:
    return sum(_font(glyph, size).getlength(glyph) for glyph in line)


@cache
def _chunks() -> list[tuple[list[tuple[int, int]], Path]]:
    """The font comes in a hundred files, each for some ranges of characters; none when npm's packages are absent."""
    package = Path(settings.BASE_DIR) / "node_modules" / "@fontsource-variable" / "noto-serif-sc"
    if not package.exists():
        return []
    chunks = []
    for name, ranges in json.loads((package / "unicode.json").read_text(encoding="utf-8")).items():
        file = package / "files" / f"noto-serif-sc-{name.strip('[]')}-wght-normal.woff2"
        parts = [part.removeprefix("U+").split("-") for part in ranges.split(",")]
        chunks.append(([(int(part[0], 16), int(part[-1], 16)) for part in parts], file))
    return chunks


@cache
def _font(glyph: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for ranges, file in reversed(_chunks()):
        if any(first <= ord(glyph) <= last for first, last in ranges) and file.exists():
            font = ImageFont.truetype(str(file), size)
            font.set_variation_by_axes([600])
            return font
    return ImageFont.load_default(size)
