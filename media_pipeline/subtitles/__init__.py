"""Subtitles of strangers into clean WebVTT. No Django here."""

from media_pipeline.subtitles.checks import look_over
from media_pipeline.subtitles.cues import MOST_BYTES, Cue, Reading, UnreadableError
from media_pipeline.subtitles.reading import read
from media_pipeline.subtitles.webvtt import write

__all__ = ["MOST_BYTES", "Cue", "Reading", "UnreadableError", "look_over", "read", "write"]
