"""Is it a film, is it whole, is it as long as it may be?"""

from __future__ import annotations

from media_pipeline.inspection.case import Case, Found, Rule, blocks, informs, warns
from media_pipeline.signature import Container

NO_FILM = (Container.TEXT, Container.PICTURE, Container.DOCUMENT, Container.OTHER_FILM)
LOST_SHARE = 0.02
LOST_S = 0.5
FEWEST_LOST = 2
"""AVI counts places for frames that were left out."""
SHORT_GRACE = 0.1
"""Half a second less than half a second is nothing: the grace below a short limit is a share of it."""
ABSURD_SHARE = 0.5
"""A header that counts its frames rightly and still promises twice the time."""
SUBTITLE_CODES = ("subtitle_track", "subtitles_missing")
SMALL_ENOUGH_TO_WAIT_FOR = 500_000


def file_is_empty(case: Case) -> Found:
    if case.signature.size == 0:
        yield blocks("empty_file")


def file_is_too_large(case: Case) -> Found:
    if case.spec.max_bytes is not None and case.signature.size > case.spec.max_bytes:
        yield blocks("file_too_large", size_bytes=case.signature.size, limit_bytes=case.spec.max_bytes)


def container_is_allowed(case: Case) -> Found:
    if case.signature.container in NO_FILM:
        yield blocks("container_not_allowed", kind=str(case.signature.container))


def name_fits(case: Case) -> Found:
    if not case.signature.extension_fits and case.signature.container not in (
        Container.TEXT,
        Container.EMPTY,
    ):
        yield warns("extension_mismatch", kind=str(case.signature.container))


def file_opens(case: Case) -> Found:
    if case.signature.size and case.signature.may_be_film and (case.probe is None or case.unplayable):
        yield blocks("unreadable")


def film_is_there(case: Case) -> Found:
    opened_without = case.probe is not None and case.probe.film is None
    if opened_without or case.signature.container == Container.SOUND:
        yield blocks("no_video")


def film_is_alone(case: Case) -> Found:
    if case.probe and case.film and case.probe.video_streams > 1:
        yield informs(
            "video_tracks",
            count=case.probe.video_streams,
            width=case.film.width,
            height=case.film.height,
        )


def file_is_whole(case: Case) -> Found:
    probe, film, boxes = case.probe, case.film, case.signature.boxes
    if probe is None or film is None:
        return
    missing = (film.header_frames or film.packets) - film.packets
    lost_packets = missing > max(FEWEST_LOST, LOST_SHARE * (film.header_frames or 0))
    promised = None if boxes and boxes.fragmented else probe.header_duration_s
    lost_time = promised is not None and probe.packet_end_s < promised - max(LOST_S, LOST_SHARE * promised)
    if film.header_frames and promised is not None:
        # An index that counts its frames is checked by counting; its length must only not be absurd.
        lost_time = lost_time and probe.packet_end_s < ABSURD_SHARE * promised
    if lost_packets or lost_time or case.signature.cut_short:
        yield blocks("truncated", film.span_s, present_s=film.span_s)


def frames_are_sound(case: Case) -> Found:
    errors = case.measured.decode_errors or 0
    if errors > case.spec.max_decode_errors and not any(file_is_whole(case)):
        yield blocks("corrupt_frames", count=errors)


def duration_is_allowed(case: Case) -> Found:
    spec, measured = case.spec, case.duration_s
    if case.film is None or any(file_is_whole(case)):
        return
    if spec.max_duration_s is not None and measured > spec.max_duration_s + spec.grace_s:
        yield blocks("too_long", spec.max_duration_s, measured_s=measured, limit_s=spec.max_duration_s)
    grace_s = min(spec.grace_s, SHORT_GRACE * (spec.min_duration_s or 0))
    if spec.min_duration_s is not None and measured < spec.min_duration_s - grace_s:
        yield blocks("too_short", measured_s=measured, limit_s=spec.min_duration_s)


def header_tells_duration(case: Case) -> Found:
    if case.probe and case.film and not case.probe.header_duration_s:
        yield warns("duration_missing_in_header", measured_s=case.duration_s)


def index_comes_first(case: Case) -> Found:
    boxes = case.signature.boxes
    if boxes and boxes.index_at_end and case.signature.size > SMALL_ENOUGH_TO_WAIT_FOR:
        yield warns("moov_at_end")


def subtitles_fit(case: Case) -> Found:
    if case.probe is None or case.film is None:
        return
    tracks = case.probe.subtitles
    if tracks:
        languages = ", ".join(sorted({track.language for track in tracks if track.language}))
        yield warns("subtitle_track", count=len(tracks), languages=languages, kind=tracks[0].codec)
    has_text = case.subtitle_files > 0 or any(track.is_text for track in tracks)
    if case.spec.subtitles_required and not has_text:
        yield warns("subtitles_missing")


RULES: tuple[Rule, ...] = (
    file_is_empty,
    file_is_too_large,
    container_is_allowed,
    file_opens,
    film_is_there,
    file_is_whole,
    frames_are_sound,
    duration_is_allowed,
)
LAST_RULES: tuple[Rule, ...] = (
    subtitles_fit,
    film_is_alone,
    header_tells_duration,
    index_comes_first,
    name_fits,
)
"""What concerns the maker least."""
