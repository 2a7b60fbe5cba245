"""Build the arguments of ffmpeg; each option is there for a reason, and the reason stands beside it.

Nothing here runs anything: ``ffmpeg.py`` does.
"""

from media_pipeline.recipes.checks import check_size, key_frame_check, sound_check
from media_pipeline.recipes.chunks import TRACK, chunk, list_packets, picture_file, together, track
from media_pipeline.recipes.fingerprints import FRAMES, SOUND, frame_size, picture_output, sound_output
from media_pipeline.recipes.one_pass import one_pass
from media_pipeline.recipes.opening import Source
from media_pipeline.recipes.stills import POSTER, STORYBOARD, poster, poster_size
from media_pipeline.recipes.streams import PLAYLIST, plays_in_browsers, remux
from media_pipeline.recipes.subtitles import text_file, text_tracks

__all__ = [
    "FRAMES",
    "PLAYLIST",
    "POSTER",
    "SOUND",
    "STORYBOARD",
    "TRACK",
    "Source",
    "check_size",
    "chunk",
    "frame_size",
    "key_frame_check",
    "list_packets",
    "one_pass",
    "picture_file",
    "picture_output",
    "plays_in_browsers",
    "poster",
    "poster_size",
    "remux",
    "sound_check",
    "sound_output",
    "text_file",
    "text_tracks",
    "together",
    "track",
]
