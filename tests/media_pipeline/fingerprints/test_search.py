"""One film against a shelf of films: the right candidates, within the time that the design page measured."""

import time

import numpy as np

from media_pipeline.fingerprints import of_frames, seek
from media_pipeline.fingerprints.picture import PictureFingerprint
from media_pipeline.fingerprints.search import Seeker, Shelf
from tests.media_pipeline.fingerprints import films

ONE = films.film(1, 20)
OTHERS = {name: of_frames(films.film(seed, 10)) for name, seed in (("b", 2), ("c", 3), ("d", 4))}


def test_candidates_come_from_every_batch():
    copies = {"mirrored": of_frames(ONE[:, :, ::-1]), "middle": of_frames(films.middle(ONE))}
    excerpt = {"excerpt": of_frames(np.concatenate([films.film(5, 8), ONE[10:30]]))}
    found = seek(of_frames(ONE), [OTHERS, copies, {}, excerpt]).candidates()
    assert set(found) == {"mirrored", "middle", "excerpt"}


def test_a_leader_of_many_films_is_common():
    leader = films.leader(4)
    mine = of_frames(np.concatenate([leader, ONE]))
    shelf = {seed: of_frames(np.concatenate([leader, films.film(seed, 6)])) for seed in range(20, 26)}
    common = seek(mine, [shelf]).common_frames()
    assert common.tolist() == [True] * len(leader) + [False] * len(ONE)


def test_a_film_that_was_entered_many_times_is_not_common():
    mine = of_frames(ONE)
    seeker = seek(mine, [dict.fromkeys(range(8), mine)])
    assert not seeker.common_frames().any()
    assert sorted(seeker.candidates()) == list(range(8))


def test_an_empty_film_finds_nothing():
    nothing = PictureFingerprint.from_bytes(b"")
    assert seek(nothing, [OTHERS, {"none": nothing}]).candidates() == []


def test_a_hundred_thousand_frames_in_a_blink():
    """A tenth of the design page's million; CPU time, so that a busy machine does not matter."""
    rng = np.random.default_rng(1)
    columns = rng.integers(0, 2**64, (4, 100_000), np.uint64)
    shelf = Shelf(["noise"], np.zeros(100_000, np.uint32), columns)
    seeker = Seeker(of_frames(films.film(7, 30)))
    before = time.process_time()
    seeker.look(shelf)
    assert time.process_time() - before < 1
    assert seeker.candidates() == []
