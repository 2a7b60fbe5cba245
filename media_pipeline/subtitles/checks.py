"""What a subtitler would mend: one finding a kind, with how often and where first. Nothing of this keeps a file out.

Limits: Netflix Timed Text Style Guides, general requirements (42 letters a line, two lines, 20 letters a second for
adults in English, at least 5/6 second on screen, two frames between lines) and the guides for Simplified Chinese
(9 a second, 16 a line), Japanese (4 a second in the guide; read comfortably up to 7; 13 a line) and Korean (12, 16).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from media_pipeline.inspection import Problem, Severity
from media_pipeline.subtitles.cues import Cue, Reading
from media_pipeline.subtitles.languages import (
    base,
    chinese_script,
    expected_scripts,
    scripts_in,
    wide_letters,
)

LETTERS_A_SECOND = {"zh": 9, "yue": 9, "ja": 7, "ko": 12}
LETTERS_A_SECOND_ELSE = 20
LETTERS_A_LINE, WIDE_LETTERS_A_LINE = 42, 20
"""20 wide letters still fit into a 16:9 picture at our size; the guides ask for 13 to 16."""
LINES = 2
BRIEFEST_S = 5 / 6
TOLERANCE = 1.1
FRAMES_BETWEEN = 2
GRACE_S = 1.0
OVERLAP_MS = 40
SAMPLE = 400
RATES = (24000 / 1001, 24.0, 25.0, 30000 / 1001, 30.0)
LEAST_FILM_S = 60.0
DRIFT_FITS = 0.0015
SAME_RATE = 0.005
FULL_ENOUGH = 0.9


@dataclass(frozen=True)
class _Film:
    length_s: float | None
    fps: float | None
    language: str

    @property
    def speed(self) -> int:
        return LETTERS_A_SECOND.get(base(self.language), LETTERS_A_SECOND_ELSE)


Check = Callable[[Reading, _Film], Iterator[Problem]]


def look_over(
    reading: Reading, *, language: str = "", film_s: float | None = None, fps: float | None = None
) -> tuple[Problem, ...]:
    """All that is worth telling about a file that could be read; ``film_s`` and ``fps`` where they are known."""
    film = _Film(film_s, fps, language)
    return tuple(problem for check in CHECKS for problem in check(reading, film))


def _warns(code: str, at_s: float | None = None, **params: object) -> Problem:
    return Problem(code, Severity.WARNS, params, at_s)


def _counted(code: str, cues: Sequence[Cue], total: int, **params: object) -> Iterator[Problem]:
    if cues:
        yield _warns(code, cues[0].start_s, count=len(cues), of=total, **params)


def letters_are_right(reading: Reading, _film: _Film) -> Iterator[Problem]:
    if reading.lost_letters:
        yield _warns("subtitle_letters_lost", count=reading.lost_letters, encoding=reading.encoding)
    elif not reading.encoding_is_certain:
        example = next((cue.plain for cue in reading.cues if not cue.plain.isascii()), "")
        yield _warns("subtitle_encoding_guessed", encoding=reading.encoding, example=example[:80])


def lines_make_sense(reading: Reading, _film: _Film) -> Iterator[Problem]:
    if reading.skipped:
        yield _warns("subtitle_lines_skipped", count=reading.skipped)
    if reading.backwards:
        yield _warns("subtitle_backwards", reading.backwards[0], count=len(reading.backwards))


def times_fit_the_film(reading: Reading, film: _Film) -> Iterator[Problem]:
    """Beyond the end: another film, or made for another frame rate, if that factor alone brings it home."""
    if not film.length_s:
        return
    last_s = max(cue.start_s for cue in reading.cues)
    late = [cue for cue in reading.cues if cue.start_s > film.length_s + GRACE_S]
    made_for = made_for_rate(last_s, film.length_s, film.fps)
    if made_for:
        yield _warns("subtitle_other_frame_rate", made_for=made_for, film_fps=_said(film.fps or 0))
    elif late:
        params = {"last_s": last_s, "film_s": film.length_s, "all": len(late) == len(reading.cues)}
        yield from _counted("subtitle_beyond_end", late, len(reading.cues), **params)


def made_for_rate(last_s: float, film_s: float, fps: float | None) -> str:
    """The frame rates that the times may have been made for, as editors say them, or nothing.

    At its own rate the film would last ``film_s * fps / rate``. Times that run on to there are too late, which is
    plain to see; too early (25 for a film with 23.976) only when the last line stands just at that end.
    """
    if not fps or film_s < LEAST_FILM_S:
        return ""
    made = {rate: film_s * fps / rate for rate in RATES if abs(fps / rate - 1) > SAME_RATE}
    if last_s > film_s + GRACE_S:
        fit = [rate for rate, end_s in made.items() if FULL_ENOUGH * end_s <= last_s <= end_s + GRACE_S]
        return " / ".join(map(_said, fit))
    early = made.get(25.0) if fps < 24.1 else None
    return "25" if early and abs(last_s / early - 1) < DRIFT_FITS else ""


def cues_do_not_overlap(reading: Reading, film: _Film) -> Iterator[Problem]:
    """Two speakers share one cue; lines at other places, and two languages that come and go together, are meant so."""
    overlapping, last = [], None
    for cue in reading.cues:
        if last is not None and cue.settings == last.settings:
            together = cue.start_ms == last.start_ms
            if not together and cue.start_ms < last.end_ms - OVERLAP_MS:
                overlapping.append(cue)
        last = cue if last is None or cue.end_ms >= last.end_ms else last
    yield from _counted("subtitle_overlap", overlapping, len(reading.cues))


def there_is_time_to_read(reading: Reading, film: _Film) -> Iterator[Problem]:
    speeds = [_speed(cue) for cue in reading.cues]
    fast = [cue for cue, speed in zip(reading.cues, speeds, strict=True) if speed > film.speed * TOLERANCE]
    fastest = max(speeds)
    yield from _counted(
        "subtitle_too_fast", fast, len(reading.cues), fastest=round(min(fastest, 999)), limit=film.speed
    )
    brief = [cue for cue in reading.cues if cue.duration_s < BRIEFEST_S / TOLERANCE and cue not in fast[:1]]
    yield from _counted("subtitle_too_brief", brief, len(reading.cues))


def cues_do_not_flicker(reading: Reading, film: _Film) -> Iterator[Problem]:
    least_s = FRAMES_BETWEEN / (film.fps or 24.0)
    pairs = zip(reading.cues, reading.cues[1:], strict=False)
    quick = [
        after for before, after in pairs if 0.001 < after.start_s - before.end_ms / 1000 < least_s - 0.002
    ]
    yield from _counted("subtitle_flicker", quick, len(reading.cues))


def lines_fit_the_picture(reading: Reading, _film: _Film) -> Iterator[Problem]:
    long = [cue for cue in reading.cues if any(_width(line) > 1 for line in cue.plain.split("\n"))]
    wide = bool(long) and wide_letters(long[0].plain) > 0
    limit = WIDE_LETTERS_A_LINE if wide else LETTERS_A_LINE
    yield from _counted("subtitle_line_too_long", long, len(reading.cues), limit=limit)
    tall = [cue for cue in reading.cues if cue.plain.count("\n") >= LINES]
    yield from _counted("subtitle_too_many_lines", tall, len(reading.cues), limit=LINES)


def script_fits_the_language(reading: Reading, film: _Film) -> Iterator[Problem]:
    expected = expected_scripts(film.language)
    texts = [cue.plain for cue in islice(reading.cues, SAMPLE)]
    counts = scripts_in(texts)
    total = sum(counts.values())
    if not expected or total < 8:
        return
    main = max(counts, key=lambda name: counts[name])
    if not any(counts[name] >= 0.1 * total for name in expected):
        yield _warns("subtitle_other_script", language=film.language, found=main)
        return
    found = chinese_script(texts) if film.language in {"zh-hans", "zh-hant"} else ""
    if found and found != film.language:
        yield _warns("subtitle_other_chinese", language=film.language, found_language=found)


CHECKS: tuple[Check, ...] = (
    letters_are_right,
    lines_make_sense,
    script_fits_the_language,
    times_fit_the_film,
    cues_do_not_overlap,
    there_is_time_to_read,
    cues_do_not_flicker,
    lines_fit_the_picture,
)


def _speed(cue: Cue) -> float:
    letters = len("".join(cue.plain.split())) if wide_letters(cue.plain) else len(cue.plain)
    return letters / max(cue.duration_s, 0.04)


def _width(line: str) -> float:
    """The share of the line's room that is used: one wide letter takes as much as two narrow ones."""
    wide = wide_letters(line)
    return wide / WIDE_LETTERS_A_LINE + (len(line) - wide) / LETTERS_A_LINE


def _said(rate: float) -> str:
    """23.976, 24, 29.97: as editors say it."""
    return f"{rate:.3f}".rstrip("0").rstrip(".") if abs(rate - 29.97) > 0.001 else "29.97"
