"""How the picture moves: its rate, its fields, and where it is black or stands still."""

from __future__ import annotations

from fractions import Fraction

from media_pipeline.inspection.case import Case, Found, Rule, blocks, informs, warns
from media_pipeline.inspection.sound import is_silent
from media_pipeline.ladder import output_rate
from media_pipeline.measurements import total
from media_pipeline.packets import UNEVEN_SHARE_THAT_STUTTERS, USUAL_RATES
from media_pipeline.probe import FilmStream

EDIT_LIST_WORTH_TELLING_S = 0.1
FASTEST_PLAYED = Fraction(60)
ALL_OF_IT = 0.95
BLACK_EDGE_S = 2.0
BLACK_MIDDLE_S = 5.0
FEWEST_KEY_GAPS = 2.5
"""At least three key frames."""
MOST_BYTES_OF_NOTHING = 0.002
"""Bytes a pixel: 150 for 320x240. A black frame after a black one takes 20 to 40, a line of text a thousand."""
FROZEN_SHARE = 0.5
FROZEN_STRETCH_S = 10.0
NEARLY_ALL = 0.9
"""A film made of fields shows combs in all that moves. So does a test picture of fine stripes: it is told, no more."""
MOST_STRETCHES = 10
"""A film of stills has hundreds of frozen stretches; ten tell enough."""


def frame_rate_fits(case: Case) -> Found:
    film = case.film
    if film is None:
        return
    played = _figure(output_rate(film))
    if film.uneven_share > UNEVEN_SHARE_THAT_STUTTERS:
        yield warns("variable_frame_rate", measured=film.measured_fps, played=played)
    elif film.fps > FASTEST_PLAYED * Fraction("1.01"):
        yield warns("frame_rate_high", measured=float(film.fps), limit=float(FASTEST_PLAYED))
    elif film.fps and output_rate(film) != film.fps:
        yield informs("frame_rate_changed", measured=_figure(film.fps), played=played)
    elif film.fps and film.fps not in USUAL_RATES:
        yield informs("frame_rate_unusual", measured=_figure(film.fps))
    yield from _rate_is_allowed(case, film)


def _rate_is_allowed(case: Case, film: FilmStream) -> Found:
    allowed = [Fraction(rate) for rate in case.spec.frame_rates]
    if allowed and all(abs(film.fps - rate) > rate / 200 for rate in allowed):
        rates = ", ".join(case.spec.frame_rates)
        yield blocks("frame_rate_not_allowed", measured=_figure(film.fps), allowed=rates)


def _figure(rate: Fraction) -> float:
    return round(float(rate), 3)


def picture_is_progressive(case: Case) -> Found:
    film = case.film
    if film and film.interlaced:
        yield warns("interlaced")
    elif film and (case.measured.interlaced_share or 0) > NEARLY_ALL:
        yield informs("interlaced_suspected")


def edit_list_is_trivial(case: Case) -> Found:
    film = case.film
    if film and film.measured_fps:
        hidden_s = film.discarded / film.measured_fps
        if hidden_s > EDIT_LIST_WORTH_TELLING_S:
            yield warns("edit_list", hidden_s=round(hidden_s, 2), frames=film.discarded)


def picture_is_not_black(case: Case) -> Found:
    black, duration = case.measured.black, case.duration_s
    if not black or not duration:
        return
    if total(black) >= ALL_OF_IT * duration:
        seen = not case.measured.from_key_frames or _draws_nothing(case)
        yield (blocks if seen and is_silent(case) else warns)("all_black", 0.0)
        return
    if case.measured.from_key_frames:
        # Between two key frames anything may happen; where black begins is not known yet.
        return
    for start, end in black:
        at_edge = start < 0.1 or end > duration - 0.1
        if end - start > (BLACK_EDGE_S if at_edge else BLACK_MIDDLE_S):
            yield warns("black_stretch", start, length_s=round(end - start, 1))


def _draws_nothing(case: Case) -> bool:
    """Whether the packets between the key frames are too small to show anything.

    A picture may appear between two black key frames, so that they alone prove nothing. But a packet must bring it.
    """
    film = case.film
    if film is None or film.span_s < FEWEST_KEY_GAPS * film.key_gap_s:
        return False
    return film.largest_change <= MOST_BYTES_OF_NOTHING * film.pixels


def picture_moves(case: Case) -> Found:
    frozen, duration = case.measured.frozen, case.duration_s
    if not frozen or not duration:
        return
    limit, black = case.spec.max_frozen_share, total(case.measured.black or ())
    if total(frozen) - black > (FROZEN_SHARE if limit is None else limit) * duration:
        share = min(100, round(100 * total(frozen) / duration))
        yield (informs if limit is None else warns)("frozen_picture", frozen[0][0], share=share)
        return
    long = [(start, end) for start, end in frozen if end - start > FROZEN_STRETCH_S]
    for start, end in long[:MOST_STRETCHES]:
        if not any(a < end and start < b for a, b in case.measured.black or ()):
            yield informs("frozen_stretch", start, length_s=round(end - start, 1))


RULES: tuple[Rule, ...] = (
    frame_rate_fits,
    picture_is_not_black,
    picture_moves,
    picture_is_progressive,
    edit_list_is_trivial,
)
