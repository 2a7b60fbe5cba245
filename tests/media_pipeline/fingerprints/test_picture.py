"""Copies are found whatever was done to them, other films are not, and what is said about time is right."""

import numpy as np
import pdqhash
import pytest

from media_pipeline.fingerprints import Certainty, PictureFingerprint, View, compare_pictures, of_frames
from media_pipeline.fingerprints.frames import Box, find_picture, read_frames, shrink
from media_pipeline.fingerprints.picture import mirrored
from tests.media_pipeline.fingerprints import films

FILM = films.film(1)
MINE = of_frames(FILM)


@pytest.mark.parametrize(
    "edit",
    [
        films.graded,
        films.letterboxed,
        films.subtitled,
        lambda frames: films.subtitled(films.letterboxed(frames, rows=16)),
        lambda frames: films.pillared(frames, 40),
        lambda frames: frames[:, ::2, ::2],
        lambda frames: frames[:, :, ::2],
    ],
    ids=["graded", "letterbox", "subtitles", "subtitles in the bar", "pillars", "small", "stretched"],
)
def test_a_copy_is_certain(edit):
    match = compare_pictures(MINE, of_frames(edit(FILM)))
    assert (match.certainty, match.view) == (Certainty.CERTAIN, View.SAME)
    assert match.share >= 0.95
    assert [(s.first_from_s, s.first_to_s, s.second_from_s, s.second_to_s) for s in match.stretches] == [
        (0, 30, 0, 30)
    ]


def test_a_mirrored_copy_is_certain():
    match = compare_pictures(MINE, of_frames(FILM[:, :, ::-1]))
    assert (match.certainty, match.view, match.share) == (Certainty.CERTAIN, View.MIRRORED, 1)


@pytest.mark.parametrize(
    "turned", [False, True], ids=["tall copy of a wide film", "wide film of a tall copy"]
)
def test_a_vertical_copy_of_a_horizontal_film_is_found(turned):
    pair = (MINE, of_frames(films.middle(FILM)))
    match = compare_pictures(*(pair[::-1] if turned else pair))
    assert (match.certainty, match.view) == (Certainty.CERTAIN, View.CROPPED)


def test_a_trailer_is_a_certain_part_of_its_film():
    trailer = of_frames(FILM[18:42])
    match = compare_pictures(MINE, trailer)
    assert (match.certainty, match.share, match.first_share, match.second_share) == (
        Certainty.CERTAIN,
        1,
        0.4,
        1,
    )
    (stretch,) = match.stretches
    assert (stretch.first_from_s, stretch.first_to_s) == (9, 21)
    assert (stretch.second_from_s, stretch.second_to_s) == (0, 12)


def test_a_quoted_scene_is_for_review():
    long, other = films.film(2, 70), films.film(4, 70)
    assert compare_pictures(of_frames(other), of_frames(long)) is None
    long[100:124] = FILM[12:36]
    other[40:64] = FILM[12:36]
    match = compare_pictures(of_frames(other), of_frames(long))
    assert match.certainty == Certainty.REVIEW
    assert [(s.first_from_s, s.first_to_s, s.second_from_s, s.second_to_s) for s in match.stretches] == [
        (20, 32, 50, 62)
    ]


def test_a_faster_copy_is_found_by_its_scenes():
    faster = FILM[np.arange(0, len(FILM), 1.04).astype(int)]
    match = compare_pictures(MINE, of_frames(faster))
    assert match.share >= 0.9
    assert match.seconds >= 10


def test_a_fixed_camera_does_not_hide_the_copy():
    """Each frame resembles all others: ten million pairs, of which a few tell enough."""
    grain = np.random.default_rng(5).integers(-3, 4, (600, 90, 160))
    still = of_frames((FILM[:1].astype(int) + grain).clip(0, 255).astype(np.uint8))
    match = compare_pictures(still, PictureFingerprint.from_bytes(still.to_bytes()))
    assert (match.certainty, match.share) == (Certainty.CERTAIN, 1)
    assert match.seconds == 300


def test_other_films_are_not_alike():
    others = [of_frames(films.film(seed, 15)) for seed in range(10, 18)]
    assert [compare_pictures(MINE, other) for other in others] == [None] * 8


def test_frames_that_say_nothing_make_no_match():
    """Two films of darkness, or of one colour."""
    dark = np.zeros((60, 90, 160), np.uint8)
    grey = np.full((60, 90, 160), 120, np.uint8)
    assert compare_pictures(of_frames(dark), of_frames(dark)) is None
    assert compare_pictures(of_frames(grey), of_frames(grey)) is None


def test_ignored_frames_do_not_count():
    leader = films.leader(12)
    one = of_frames(np.concatenate([leader, films.film(5, 12)]))
    two = of_frames(np.concatenate([leader, films.film(6, 12)]))
    assert compare_pictures(one, two).certainty == Certainty.REVIEW
    ignored = np.zeros(len(one), bool)
    ignored[: len(leader)] = True
    assert compare_pictures(one, two, ignored=ignored) is None


def test_the_mirrored_hash_is_nearly_the_hash_of_the_mirrored_picture():
    there = of_frames(FILM[:, :, ::-1]).whole
    away = np.bitwise_count(mirrored(MINE.whole) ^ there).sum(axis=1)
    assert away.mean() <= 10


def test_hashes_are_those_of_pdq():
    """Of a picture that has PDQ's own size already, so that nothing is between."""
    picture = films.film(1, 1, size=(64, 64))
    bits, quality = pdqhash.compute(np.repeat(picture[0][:, :, None], 3, axis=2))
    made = of_frames(picture)
    assert np.unpackbits(made.whole[0].view(np.uint8)).tolist() == bits.tolist()
    assert made.quality[0] == quality


def test_bytes_and_back():
    read = PictureFingerprint.from_bytes(MINE.to_bytes())
    assert len(MINE.to_bytes()) == 66 * len(MINE)
    assert read.to_bytes() == MINE.to_bytes()
    assert compare_pictures(MINE, read).share == 1
    with pytest.raises(ValueError, match="no fingerprint"):
        PictureFingerprint.from_bytes(b"x")
    assert len(PictureFingerprint.from_bytes(b"")) == 0


def test_bars_are_found_and_a_night_is_none():
    assert find_picture(films.letterboxed(FILM, rows=16)) == Box(17, 73, 0, 160)
    assert find_picture(films.pillared(FILM, 30)) == Box(0, 90, 31, 189)
    night = np.full_like(FILM, 4)
    night[:, 40:44, 70:80] = 200
    assert find_picture(night) == Box(0, 90, 0, 160)
    assert find_picture(np.zeros_like(FILM)) == Box(0, 90, 0, 160)


def test_shrinking_takes_means():
    assert (shrink(np.full((3, 33, 77), 9, np.uint8), Box(0, 33, 0, 77)) == 9).all()
    steps = np.repeat(np.repeat(np.arange(4, dtype=np.uint8).reshape(1, 2, 2), 5, 1), 3, 2)
    assert shrink(steps, Box(0, 10, 0, 6), side=2).tolist() == [[[0, 1], [2, 3]]]


def test_a_missing_or_broken_file_is_an_empty_film(tmp_path):
    assert len(read_frames(tmp_path / "none", (160, 90))) == 0
    (tmp_path / "half").write_bytes(bytes(160 * 90 + 50))
    assert read_frames(tmp_path / "half", (160, 90)).shape == (1, 90, 160)
    assert len(of_frames(read_frames(tmp_path / "none", (160, 90)))) == 0
