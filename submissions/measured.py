"""What the workshop measured of a film, as the desk reads it: figures beside what was asked for, and two drawings."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from media_pipeline.measurements import Measurements, Stretch
from media_pipeline.models import Asset
from media_pipeline.probe import FilmStream, Probe
from media_pipeline.sentences import timecode
from media_pipeline.spec import TechnicalSpec

WIDTH = 1000
NARROWEST = 4.0
MOST_MARKS = 60
QUIETEST, LOUDEST = -50.0, 0.0
TARGET_LUFS = -23.0


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, and what the category asks or the file claims (may be empty)."""

    label: str
    value: str
    beside: str = ""


@dataclass(frozen=True)
class Mark:
    """A stretch of the film as SVG wants it written, and where the player shall go."""

    x: str
    width: str
    seconds: str
    label: str


@dataclass(frozen=True)
class Lane:
    kind: str
    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Scale:
    """Loudness on a line from -50 to 0 LUFS: where the film is, what is asked for, where broadcast is."""

    at: str
    low: str
    width: str
    target: str
    label: str


@dataclass(frozen=True)
class Card:
    figures: tuple[Figure, ...]
    lanes: tuple[Lane, ...]
    loudness: Scale | None
    length: str


def card(asset: Asset | None) -> Card | None:
    """None while nothing was measured. No query."""
    facts = asset.facts if asset is not None else None
    if asset is None or facts is None or facts.film is None:
        return None
    measured = asset.measurements
    figures = (*_pictures(facts, facts.film, asset.rules), *_sounds(facts, measured, asset.rules))
    return Card(
        figures=tuple(figure for figure in figures if figure.value),
        lanes=_lanes(measured, facts.duration_s),
        loudness=_scale(measured, asset.rules),
        length=timecode(facts.duration_s),
    )


def _pictures(facts: Probe, film: FilmStream, rules: TechnicalSpec) -> Iterable[Figure]:
    coded = f"{film.coded_width} × {film.coded_height}"
    shown = f"{film.width} × {film.height}"
    yield Figure(_("Running time"), timecode(facts.duration_s), _asked_length(rules))
    yield Figure(_("Picture"), shown, "" if coded == shown else _("stored as %(size)s") % {"size": coded})
    yield Figure(
        _("Frames per second"),
        _number(round(float(film.fps), 3)),
        _("uneven") if film.unsteady else _("frames: %(count)s") % {"count": number_format(film.packets)},
    )
    rate = _("%(rate)s Mbit/s") % {"rate": _number(round(film.bit_rate / 1_000_000, 2))}
    yield Figure(_("Video"), " ".join(filter(None, (film.codec, film.profile, film.pix_fmt))), rate)
    colours = (film.hdr or film.transfer, film.primaries if film.primaries != film.transfer else "")
    yield Figure(_("Colours"), " ".join(filter(None, colours)))


def _sounds(facts: Probe, measured: Measurements, rules: TechnicalSpec) -> Iterable[Figure]:
    for track in facts.audio:
        words = _("%(codec)s, %(channels)s channels, %(rate)s kHz") % {
            "codec": track.codec,
            "channels": track.channels,
            "rate": _number(track.sample_rate / 1000),
        }
        yield Figure(_("Sound"), words, track.language)
    if measured.loudness_lufs is not None:
        asked = " … ".join(_number(end) for end in rules.loudness_lufs or ())
        yield Figure(_("Loudness"), f"{_number(measured.loudness_lufs)} LUFS", asked and f"{asked} LUFS")
        yield Figure(_("Loudness range"), f"{_number(measured.loudness_range_lu or 0.0)} LU")
    if measured.true_peak_dbtp is not None:
        limit = rules.max_true_peak_dbtp
        asked = "" if limit is None else _("at most %(limit)s dBTP") % {"limit": _number(limit)}
        yield Figure(_("True peak"), f"{_number(measured.true_peak_dbtp)} dBTP", asked)


def _asked_length(rules: TechnicalSpec) -> str:
    if rules.max_duration_s is not None:
        return _("at most %(length)s") % {"length": timecode(rules.max_duration_s)}
    return ""


def _number(figure: float) -> str:
    return number_format(int(figure) if float(figure).is_integer() else figure).replace("-", "−")


def _lanes(measured: Measurements, duration_s: float) -> tuple[Lane, ...]:
    kinds = (
        ("black", _("black"), measured.black),
        ("frozen", _("still"), measured.frozen),
        ("silent", _("silent"), measured.silent),
    )
    return tuple(
        Lane(kind, label, tuple(_mark(label, stretch, duration_s) for stretch in stretches[:MOST_MARKS]))
        for kind, label, stretches in kinds
        if stretches and duration_s
    )


def _mark(label: str, stretch: Stretch, duration_s: float) -> Mark:
    start, end = stretch
    width = max(NARROWEST, (end - start) / duration_s * WIDTH)
    x = min(start / duration_s * WIDTH, WIDTH - width)
    told = f"{label} {timecode(start)}–{timecode(end)}"
    return Mark(f"{x:.1f}", f"{width:.1f}", f"{start:.2f}", told)


def _scale(measured: Measurements, rules: TechnicalSpec) -> Scale | None:
    if measured.loudness_lufs is None:
        return None
    low, high = rules.loudness_lufs or (TARGET_LUFS - 1, TARGET_LUFS + 1)
    label = _("Loudness %(measured)s LUFS; broadcast plays at %(target)s") % {
        "measured": _number(measured.loudness_lufs),
        "target": _number(TARGET_LUFS),
    }
    return Scale(
        at=f"{_along(measured.loudness_lufs):.1f}",
        low=f"{_along(low):.1f}",
        width=f"{_along(high) - _along(low):.1f}",
        target=f"{_along(TARGET_LUFS):.1f}",
        label=label,
    )


def _along(lufs: float) -> float:
    return (min(LOUDEST, max(QUIETEST, lufs)) - QUIETEST) / (LOUDEST - QUIETEST) * WIDTH
