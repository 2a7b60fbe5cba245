"""Fingerprint a file by itself, outside the one pass: for the command line and for films that were read long ago."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from media_pipeline import binaries, ffmpeg, recipes
from media_pipeline.fingerprints import frames
from media_pipeline.fingerprints.picture import PictureFingerprint, of_frames
from media_pipeline.fingerprints.sound import SoundFingerprint, read_sound
from media_pipeline.processes import Limits
from media_pipeline.recipes import Source
from media_pipeline.recipes.opening import command, open_film
from media_pipeline.recipes.picture import upright

GENEROUS = Limits(wall_s=3600)


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """Both of a film; the sound's is empty when there is none."""

    picture: PictureFingerprint
    sound: SoundFingerprint


def of_folder(folder: Path, source: Source) -> Fingerprints:
    """Read what the pass left in a folder: ``frames.gray`` and, for a film with sound, ``sound.chromaprint``."""
    seen = frames.read_frames(folder / recipes.FRAMES, recipes.frame_size(source.film))
    return Fingerprints(of_frames(seen), read_sound(folder / recipes.SOUND))


def of_file(source: Source, *, limits: Limits = GENEROUS) -> Fingerprints:
    """Decode a film once for its fingerprints alone. No Django, no database; ffmpeg in its sandbox as always.

    To compare two files from a shell or a script::

        look = workbench.look_at(path)
        source = recipes.Source(path, look.signature.demuxers, look.probe)
        mine, other = fingerprints.of_file(source), fingerprints.of_file(another)
        fingerprints.compare_pictures(mine.picture, other.picture)   # a Match, or None
        fingerprints.compare_sounds(mine.sound, other.sound)         # a Match, or None
        fingerprints.compare(mine, other)                            # the Matches of both, none to two

    Raises FfmpegError, and ValueError for a file without a film stream.
    """
    binary = binaries.ffmpeg()
    with tempfile.TemporaryDirectory(prefix="fingerprints-") as bench:
        out = Path(bench).resolve()
        opened = open_film(source)
        picture = upright(
            opened[str(source.film.index)], source.film, tone_map=binary.can_tone_map, largest=None
        )
        outputs = [recipes.picture_output(picture, source, out)]
        if source.probe.sound is not None:
            heard = opened[str(source.probe.sound.index)]
            outputs.append(recipes.sound_output(heard, source, out, able=binary.can_fingerprint_sound))
        wanted = command(binary.path, [output for output in outputs if output is not None])
        ffmpeg.run(wanted, reads=source.path, writes=out, limits=limits)
        return of_folder(out, source)
