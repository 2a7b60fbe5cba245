"""`manage.py check` says what the workshop misses on this machine, before a film has to find out."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004

from media_pipeline import binaries, ffmpeg


@register(Tags.compatibility, deploy=True)
def workshop_tools(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Look for ffmpeg, ffprobe and the sandbox."""
    found: list[CheckMessage] = []
    try:
        encoder = binaries.ffmpeg()
        if not encoder.can_tone_map:
            found.append(
                Warning(
                    "ffmpeg cannot convert HDR films (filters zscale, tonemap).", id="media_pipeline.W001"
                )
            )
        if not encoder.has_software_av1:
            found.append(
                Warning("ffmpeg cannot decode AV1 in software (libdav1d).", id="media_pipeline.W002")
            )
    except binaries.NoUsableFfmpegError as error:
        found.append(
            Error(str(error), hint="Install ffmpeg 5.1 or newer, not 7.0.", id="media_pipeline.E001")
        )
    try:
        binaries.ffprobe()
    except binaries.NoUsableFfmpegError as error:
        found.append(
            Error(str(error), hint="Install ffmpeg 5.1 or newer, not 7.0.", id="media_pipeline.E002")
        )
    if not ffmpeg.sandbox_works():
        hint = (
            "Install bubblewrap, or run the media worker in a container without network, one film at a time."
        )
        found.append(Warning("Films are decoded without a sandbox.", hint=hint, id="media_pipeline.W003"))
    return found
