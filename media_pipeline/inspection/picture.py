"""How the picture stands, how large it is, and what its pixels are."""

from __future__ import annotations

from typing import Any

from media_pipeline.inspection.case import Case, Found, Rule, blocks, informs, warns
from media_pipeline.measurements import total
from media_pipeline.probe import Orientation, orientation_of
from media_pipeline.spec import Shape

WINDOW_SHARE = 0.06
"""Bars on all four sides that take this much of width and height each: a picture in a frame."""
HIGH_DEFINITION = 720
STILL_SHARE = 0.5
"""What does not move needs next to nothing."""
SPARING = {"hevc": 0.6, "vp9": 0.6, "av1": 0.45, "vvc": 0.4}
"""What newer codecs need of the bits that H.264 needs."""
THIN_BITS_PER_PIXEL = 0.01
"""Below this H.264 shows blocks in anything that moves; PeerTube gives ten times as much."""


def orientation_fits(case: Case) -> Found:
    film, wanted = case.film, case.spec.orientation
    if film is None:
        return
    size = {"width": film.width, "height": film.height}
    if film.orientation == Orientation.SQUARE and wanted != Shape.SQUARE:
        told = warns if wanted == Shape.ANY else blocks
        yield told("orientation_square", wanted=str(wanted), **size)
    elif wanted not in (Shape.ANY, Shape.NOT_SQUARE, film.orientation):
        yield blocks("orientation_wrong", wanted=str(wanted), found=str(film.orientation), **size)


def picture_fills_its_frame(case: Case) -> Found:
    film, area = case.film, case.measured.active_picture
    if film is None or area is None or area.is_all:
        return
    width, height = round(film.width * area.width), round(film.height * area.height)
    found = orientation_of(width, height)
    params: dict[str, Any] = {"width": width, "height": height, "found": str(found)}
    turned = case.spec.orientation in (Shape.HORIZONTAL, Shape.VERTICAL) and found != case.spec.orientation
    framed = area.width < 1 - WINDOW_SHARE and area.height < 1 - WINDOW_SHARE
    told = warns if turned or framed else informs
    yield told("burned_in_bars", **params)


def matrix_is_plain(case: Case) -> Found:
    if case.film and case.film.odd_matrix:
        yield warns("odd_rotation")


def picture_is_large_enough(case: Case) -> Found:
    film, spec = case.film, case.spec
    if film is None:
        return
    size = {"width": film.width, "height": film.height}
    if spec.min_short_side is not None and film.short_side < spec.min_short_side:
        yield blocks("resolution_too_small", limit=spec.min_short_side, **size)
    elif spec.advised_short_side is not None and film.short_side < spec.advised_short_side:
        yield warns("low_resolution", limit=spec.advised_short_side, **size)


def picture_is_not_huge(case: Case) -> Found:
    film = case.film
    if film and film.pixels > case.spec.max_pixels:
        yield blocks("picture_too_large", width=film.width, height=film.height, limit=case.spec.max_pixels)


def picture_has_a_common_shape(case: Case) -> Found:
    film = case.film
    if film and film.side_ratio > case.spec.max_side_ratio:
        yield blocks("aspect_extreme", width=film.width, height=film.height, limit=case.spec.max_side_ratio)


def picture_keeps_its_size(case: Case) -> Found:
    if case.measured.size_changes:
        yield warns("picture_changes_size", count=case.measured.size_changes)


def pixels_are_square(case: Case) -> Found:
    if case.film and case.film.sample_aspect != 1:
        yield warns("non_square_pixels", width=case.film.width, height=case.film.height)


def picture_is_standard_range(case: Case) -> Found:
    film = case.film
    if film and film.hdr:
        yield warns("hdr", kind=film.hdr)
    elif film and film.hdr_suspected:
        yield warns("hdr_untagged")


def colours_are_named(case: Case) -> Found:
    film = case.film
    if film and film.short_side >= HIGH_DEFINITION and not (film.transfer or film.primaries or film.matrix):
        yield informs("colour_untagged")


def bits_are_enough(case: Case) -> Found:
    film, limit = case.film, case.spec.min_bits_per_pixel
    if film is None or not film.fps or not film.pixels or not film.bit_rate:
        return
    still_s = max(total(case.measured.frozen or ()), total(case.measured.black or ()))
    if still_s > STILL_SHARE * case.duration_s:
        return
    thin = (limit or THIN_BITS_PER_PIXEL) * SPARING.get(film.codec, 1)
    if film.bit_rate / (film.pixels * float(film.fps)) < thin:
        told = informs if limit is None else warns
        yield told("low_bit_rate", rate_k=round(film.bit_rate / 1000))


RULES: tuple[Rule, ...] = (
    orientation_fits,
    picture_has_a_common_shape,
    picture_is_large_enough,
    picture_is_not_huge,
    picture_keeps_its_size,
    picture_fills_its_frame,
    picture_is_standard_range,
    pixels_are_square,
    matrix_is_plain,
    colours_are_named,
    bits_are_enough,
)
