"""What the fingerprint branches of the pass leave on the bench."""

from pathlib import Path

import numpy as np
import pytest

from media_pipeline import binaries, ffmpeg, recipes
from media_pipeline.recipes.opening import command, open_film
from media_pipeline.workbench import GENEROUS
from tests import clips
from tests.media_pipeline.test_recipes import source_of

pytestmark = pytest.mark.media


def run(src: recipes.Source, out: Path) -> None:
    opened = open_film(src)
    outputs = [recipes.picture_output(opened[str(src.film.index)], src, out)]
    if src.probe.sound:
        outputs.append(recipes.sound_output(opened[str(src.probe.sound.index)], src, out))
    ffmpeg.run(command(binaries.ffmpeg().path, outputs), reads=src.path, writes=out, limits=GENEROUS)


def test_two_upright_frames_a_second(tmp_path: Path):
    src = source_of(clips.turned_phone())
    run(src, tmp_path)
    width, height = recipes.frame_size(src.film)
    assert (width, height) == (90, 160)
    assert (tmp_path / recipes.FRAMES).stat().st_size == round(2 * src.film.span_s) * width * height


def test_the_whole_sound_is_read(tmp_path: Path):
    """Beyond the two minutes at which fpcalc stops."""
    src = source_of(clips.three_minutes_of_noise())
    run(src, tmp_path)
    values = np.fromfile(tmp_path / recipes.SOUND, dtype="<u4")
    assert len(values) * 0.1238 == pytest.approx(180, abs=4)


def test_no_sound_no_output(tmp_path: Path):
    assert recipes.sound_output(None, source_of(clips.mute()), tmp_path) is None
    src = source_of(clips.turned_phone())
    assert recipes.sound_output(None, src, tmp_path, able=False) is None
