"""Is there sound, can it be heard, and does it fit the picture?"""

from __future__ import annotations

from media_pipeline.inspection.case import Case, Found, Rule, blocks, informs, warns
from media_pipeline.inspection.file import file_is_whole
from media_pipeline.measurements import total
from media_pipeline.probe import AudioStream

SILENT_SHARE = 0.98
SILENT_STRETCH_S = 5.0
MOST_STRETCHES = 10
SHORTEST_WITH_LOUDNESS_S = 3.0
TOLD_DIFFERENCE_S = 0.5
WARNED_DIFFERENCE_S = 2.0
OFFSET_S = 0.2
"""EBU R37 lets sound be 60 ms late; players and headers differ by a codec's run-up of 0.1 s."""


def sound_is_there(case: Case) -> Found:
    if case.probe and case.film and case.probe.sound is None:
        yield (blocks if case.spec.audio_required else warns)("no_audio")


def sound_is_heard(case: Case) -> Found:
    if not case.film:
        return
    if is_silent(case):
        yield warns("silent_audio")
        return
    stretches = [(a, b) for a, b in case.measured.silent or () if b - a > SILENT_STRETCH_S]
    for start, end in stretches[:MOST_STRETCHES]:
        yield informs("silent_stretch", start, length_s=round(end - start, 1))


def sound_is_balanced(case: Case) -> Found:
    measured, spec = case.measured, case.spec
    if case.duration_s < SHORTEST_WITH_LOUDNESS_S:
        return
    if spec.loudness_lufs and measured.loudness_lufs is not None and not is_silent(case):
        low, high = spec.loudness_lufs
        figures = {"measured": measured.loudness_lufs, "low": low, "high": high}
        if measured.loudness_lufs < low:
            yield warns("loudness_low", **figures)
        elif measured.loudness_lufs > high:
            yield warns("loudness_high", **figures)
    limit, peak = spec.max_true_peak_dbtp, measured.true_peak_dbtp
    if limit is not None and peak is not None and peak > limit:
        yield warns("true_peak_high", measured=peak, limit=limit)


def sound_fits_the_picture(case: Case) -> Found:
    sound, film = case.probe.sound if case.probe else None, case.film
    if film is None or sound is None or sound.span_s is None or any(file_is_whole(case)):
        return
    difference = sound.span_s - film.span_s
    if abs(difference) > TOLD_DIFFERENCE_S:
        told = warns if abs(difference) > WARNED_DIFFERENCE_S else informs
        yield told(
            "sound_longer" if difference > 0 else "sound_shorter",
            min(sound.span_s, film.span_s),
            sound_s=sound.span_s,
            picture_s=film.span_s,
        )
    elif abs(sound.start_s - film.start_s) > OFFSET_S:
        yield informs("sound_offset", offset=round(sound.start_s - film.start_s, 2))


def sound_is_stereo(case: Case) -> Found:
    sound = case.probe.sound if case.probe else None
    if case.film and sound and sound.channels > 2:
        yield informs("sound_downmixed", channels=sound.channels)


def sound_is_one_track(case: Case) -> Found:
    tracks = [track for track in case.probe.audio if track.channels] if case.probe else []
    if case.film and len(tracks) > 1:
        others = ", ".join(_name(track) for track in tracks[1:])
        yield informs("sound_tracks", count=len(tracks), taken=_name(tracks[0]), others=others)


def _name(track: AudioStream) -> str:
    return track.language or track.codec


def is_silent(case: Case) -> bool:
    """Nothing above -60 dB for practically all of the film."""
    silent = case.measured.silent
    if not case.probe or not case.probe.sound or silent is None or not case.duration_s:
        return False
    return total(silent) >= SILENT_SHARE * case.duration_s


RULES: tuple[Rule, ...] = (
    sound_is_there,
    sound_is_heard,
    sound_is_balanced,
    sound_fits_the_picture,
    sound_is_stereo,
    sound_is_one_track,
)
