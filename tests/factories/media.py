"""Uploads and films as rows, without bytes: as the workshop leaves them."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.utils import timezone

from festival.models import User
from media_pipeline.enums import ENDED_BADLY, AssetState, UploadState
from media_pipeline.models import Asset, Upload
from media_pipeline.probe import AudioStream, FilmStream, Probe


def upload(
    owner: User, *, state: str = UploadState.OPEN, filename: str = "film.mp4", **fields: Any
) -> Upload:
    now = timezone.now()
    defaults = {"length": 1000, "expires_at": now + timedelta(days=7)}
    if state == UploadState.FINISHED:
        defaults["finished_at"] = now
    return Upload.objects.create(owner=owner, filename=filename, state=state, **{**defaults, **fields})


def asset(
    owner: User, *, state: str = AssetState.READY, seconds: float = 61.0, size: str = "", **fields: Any
) -> Asset:
    """A film in this state; checked ones have been measured (`size`: 1920x1080)."""
    values: dict[str, Any] = {"original_name": "film.mp4", "size": 1000}
    if state == AssetState.READY:
        values |= dict.fromkeys(("playable_at", "verified_at", "settled_at"), timezone.now())
    if state in ENDED_BADLY:
        values["reason"] = "It broke."
    if state not in (AssetState.RECEIVED, AssetState.CHECKING):
        values["probe"] = measured(seconds, size or "1920x1080")
    return Asset.objects.create(owner=owner, state=state, **{**values, **fields})


def measured(seconds: float, size: str) -> dict[str, Any]:
    """As the check writes it: a plain H.264 film with stereo sound."""
    width, height = map(int, size.split("x"))
    film = FilmStream(
        index=0,
        codec="h264",
        profile="High",
        pix_fmt="yuv420p",
        coded_width=width,
        coded_height=height,
        sample_aspect=Fraction(1),
        rotation=0,
        odd_matrix=False,
        width=width,
        height=height,
        fps=Fraction(24),
        measured_fps=24.0,
        unsteady=False,
        uneven_share=0.0,
        interlaced=False,
        hdr="",
        transfer="bt709",
        packets=round(seconds * 24),
        discarded=0,
        header_frames=None,
        start_s=0.0,
        span_s=seconds,
        header_duration_s=seconds,
        key_gap_s=2.0,
        bit_rate=4_000_000,
    )
    sound = AudioStream(1, "aac", "LC", 2, 48_000, "")
    return Probe("mp4", seconds, seconds, film, (sound,), video_streams=1).to_json()
