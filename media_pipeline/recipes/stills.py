"""Single pictures: the poster, and the sheet of small ones for the seek bar."""

from pathlib import Path
from typing import Any

from media_pipeline.ladder import Quality, fit, storyboard_grid, tile_size
from media_pipeline.probe import FilmStream
from media_pipeline.recipes.opening import Source, command, open_film
from media_pipeline.recipes.picture import upright

STORYBOARD = "storyboard.jpg"
POSTER = "poster.jpg"


def poster(binary: str, src: Source, out: Path, *, at_s: float, tone_map: bool = True) -> list[str]:
    """One telling picture near a time: the most typical of the dozen frames there, never a flash or a fade."""
    # Seeking before opening jumps to the key frame and decodes from there.
    opened = open_film(src, ss=round(at_s, 3), an=None)
    picture = upright(opened[str(src.film.index)], src.film, tone_map=tone_map, largest=None)
    width, height = poster_size(src.film)
    picture = picture.filter("thumbnail", 12).filter("scale", width, height).filter("setsar", 1)
    written = picture.filter("format", "yuvj420p").output(
        str(out / POSTER), f="image2", vcodec="mjpeg", **{"frames:v": 1, "q:v": 3, "update": 1}
    )
    return command(binary, [written])


def poster_size(film: FilmStream) -> tuple[int, int]:
    """Large enough for a page's head, at most 1280 on the long side."""
    return fit(film.width, film.height, Quality(720, 1280, 0, 0))


def storyboard_output(branch: Any, src: Source, out: Path) -> Any:
    columns, rows, step = storyboard_grid(src.probe.duration_s)
    width, height = tile_size(src.film)
    tiles = (
        branch.filter("fps", fps=f"1/{step:.3f}", start_time=0, round="up")
        .filter("scale", width, height)
        .filter("setsar", 1)
        .filter("tile", f"{columns}x{rows}")
        .filter("format", "yuvj420p")
    )
    return tiles.output(str(out), f="image2", vcodec="mjpeg", **{"frames:v": 1, "q:v": 5, "update": 1})
