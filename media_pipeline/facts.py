"""The measured facts of a file under the names that the corpus's manifest has for them (its ``true``)."""

from __future__ import annotations

from typing import Any

from media_pipeline.measurements import LOUDNESS_UNKNOWN_LUFS, Measurements
from media_pipeline.probe import AudioStream, FilmStream, Probe
from media_pipeline.signature import Container, Signature

_NAMELESS = {Container.EMPTY, Container.UNKNOWN}


def facts_of(signature: Signature, probe: Probe | None, measured: Measurements) -> dict[str, Any]:
    """Plain data; None where nothing is known, and no film facts for a file without a film."""
    return {
        "container": _container(signature, probe),
        "header_duration_s": probe.header_duration_s if probe else None,
        "video_streams": probe.video_streams if probe else 0,
        "attached_pictures": probe.attached_pictures if probe else 0,
        "audio_streams": len(probe.audio) if probe else 0,
        "subtitle_streams": len(probe.subtitles) if probe else 0,
        **(_film(probe.film, measured) if probe and probe.film else {}),
        **(_sound(probe, measured) if probe and probe.audio else {}),
    }


def _container(signature: Signature, probe: Probe | None) -> str | None:
    if probe:
        return probe.container
    if signature.script:
        return f"{signature.container}: {signature.script}"
    # A film container that could not be opened is no fact.
    known = not signature.may_be_film and signature.container not in _NAMELESS
    return str(signature.container) if known else None


def _film(film: FilmStream, measured: Measurements) -> dict[str, Any]:
    span_s = film.whole_span_s or film.span_s
    return {
        "film_stream_index": film.index,
        "codec": film.codec,
        "profile": film.profile or None,
        "pix_fmt": film.pix_fmt or None,
        "coded_width": film.coded_width,
        "coded_height": film.coded_height,
        "sample_aspect_ratio": f"{film.sample_aspect.numerator}:{film.sample_aspect.denominator}",
        "rotation_reported": _plain(film.rotation_claimed),
        "rotation_clockwise": film.rotation,
        "display_width": film.width,
        "display_height": film.height,
        "orientation": str(film.orientation),
        "r_frame_rate": film.rate_claimed or None,
        "avg_frame_rate": film.average_rate_claimed or None,
        "field_order": film.field_order or None,
        "color_transfer": film.transfer or None,
        "header_nb_frames": film.header_frames,
        "packets": film.packets,
        "packet_span_s": round(span_s, 3),
        "measured_fps": round(film.packets / span_s, 3) if span_s else None,
        "variable_frame_rate": film.whole_unsteady,
        "decoded_frames": measured.decoded_frames,
        "decode_error_lines": measured.decode_errors,
    }


def _sound(probe: Probe, measured: Measurements) -> dict[str, Any]:
    """Levels are written as ffmpeg writes them, because silence is "-inf"."""
    listened = measured.silent is not None
    unheard = LOUDNESS_UNKNOWN_LUFS if listened else None
    loudness = unheard if measured.loudness_lufs is None else measured.loudness_lufs
    peak = float("-inf") if measured.true_peak_dbtp is None and listened else measured.true_peak_dbtp
    return {
        "audio": [_track(stream) for stream in probe.audio],
        "integrated_lufs": None if loudness is None else f"{loudness:.1f}",
        "true_peak_dbfs": None if peak is None else f"{peak:.1f}",
    }


def _track(stream: AudioStream) -> dict[str, Any]:
    return {
        "codec": stream.codec,
        "channels": stream.channels,
        "sample_rate": str(stream.sample_rate),
        "duration_s": stream.duration_s,
        "language": stream.language_claimed or None,
    }


def _plain(figure: float) -> float | int:
    return int(figure) if figure.is_integer() else figure
