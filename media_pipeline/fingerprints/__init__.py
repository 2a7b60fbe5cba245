"""Look-alikes in picture and sound: what a film is recognised by, and when two films are alike.

Pure thinking on numbers (numpy, PDQ); who may see it and what people decide about it is elsewhere.
"""

from media_pipeline.fingerprints.alignment import Stretch
from media_pipeline.fingerprints.compare import compare_pictures
from media_pipeline.fingerprints.files import Fingerprints, of_file, of_folder
from media_pipeline.fingerprints.listen import compare_sounds
from media_pipeline.fingerprints.picture import PictureFingerprint, of_frames
from media_pipeline.fingerprints.rules import Certainty, Kind, Match, View
from media_pipeline.fingerprints.search import Seeker, seek
from media_pipeline.fingerprints.sound import SoundFingerprint, read_sound

__all__ = [
    "Certainty",
    "Fingerprints",
    "Kind",
    "Match",
    "PictureFingerprint",
    "Seeker",
    "SoundFingerprint",
    "Stretch",
    "View",
    "compare",
    "compare_pictures",
    "compare_sounds",
    "of_file",
    "of_folder",
    "of_frames",
    "read_sound",
    "seek",
]


def compare(first: Fingerprints, second: Fingerprints) -> tuple[Match, ...]:
    """Everything that two films have in common: by picture, by sound, both, or nothing."""
    matches = (compare_pictures(first.picture, second.picture), compare_sounds(first.sound, second.sound))
    return tuple(match for match in matches if match is not None)
