"""Films fetched from elsewhere: once a machine, hashed on arrival, never too many, safe between processes."""

import hashlib
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from media_pipeline import scratch
from media_pipeline.scratch import DamagedTransfer, Wanted, fetched


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.SCRATCH_ROOT = tmp_path
    settings.SCRATCH_BYTES = 3000
    return tmp_path / "originals"


class Film:
    """A film of a thousand bytes somewhere else, and what was asked of that place."""

    def __init__(self, letter: str, *, damaged_times: int = 0) -> None:
        self.data, self.damaged_times = letter.encode() * 1000, damaged_times
        self.asked = self.arrived = 0
        self.wanted = Wanted(
            key=letter * 32,
            size=1000,
            sha256=hashlib.sha256(self.data).hexdigest(),
            pieces=self.pieces,
            on_arrival=self.note,
        )

    def pieces(self, start: int) -> Iterator[bytes]:
        self.asked += 1
        yield self.data[start:600]
        yield b"?" * 400 if self.asked <= self.damaged_times else self.data[600:]

    def note(self) -> None:
        self.arrived += 1

    def use(self) -> bytes:
        with fetched(self.wanted) as path:
            return path.read_bytes()


def kept(folder: Path) -> list[str]:
    return sorted(path.name[0] for path in folder.iterdir() if not path.suffix)


def test_a_film_is_fetched_once_for_all_steps(folder):
    film = Film("a")
    assert [film.use(), film.use(), film.use()] == [film.data] * 3
    assert (film.asked, film.arrived, kept(folder)) == (1, 1, ["a"])


def test_a_damaged_transfer_is_tried_again_and_never_used(folder):
    film, hopeless = Film("a", damaged_times=1), Film("b", damaged_times=99)
    assert film.use() == film.data
    assert (film.asked, film.arrived) == (2, 1)
    with pytest.raises(DamagedTransfer):
        hopeless.use()
    assert (hopeless.asked, hopeless.arrived, kept(folder)) == (3, 0, ["a"])


def test_the_least_recently_used_goes_first(folder):
    films = {letter: Film(letter) for letter in "abc"}
    for number, film in enumerate(films.values()):
        film.use()
        os.utime(folder / film.wanted.key, (1e9, 4e9 + number))
    os.utime(folder / films["a"].wanted.key, (1e9, 4e9 + 10))
    Film("d").use()
    assert kept(folder) == ["a", "c", "d"]


def test_what_is_in_use_stays_and_a_film_larger_than_the_folder_is_let_in(folder, settings):
    settings.SCRATCH_BYTES = 500
    with fetched(Film("a").wanted) as first:
        Film("b").use()
        assert first.exists()
        assert scratch.tidy() == 1
        assert kept(folder) == ["a"]
    assert scratch.tidy() == 1
    assert kept(folder) == []


def test_what_nobody_asked_for_in_a_week_goes(folder):
    for letter in "ab":
        Film(letter).use()
    os.utime(folder / ("a" * 32), (1e9, 1e9))
    assert (scratch.tidy(), kept(folder)) == (1, ["b"])


USER = """
    import sys, time
    from pathlib import Path
    from django.conf import settings
    settings.configure(SCRATCH_ROOT=sys.argv[1], SCRATCH_BYTES=3_000_000)
    from media_pipeline import scratch

    def pieces(start):
        with open(sys.argv[2], "a") as log:
            log.write(f"from {start}\\n")
        if sys.argv[3] == "dies":
            yield b"a" * 600_000
            print("half", flush=True)
            time.sleep(60)
        time.sleep(0.3)
        yield b"a" * (1_000_000 - start)

    wanted = scratch.Wanted("a" * 32, 1_000_000, sys.argv[4], pieces, lambda: None)
    with scratch.fetched(wanted) as path:
        print(len(path.read_bytes()), flush=True)
        time.sleep(0.3)
"""


def user(folder: Path, log: Path, how: str) -> subprocess.Popen[str]:
    sha256 = hashlib.sha256(b"a" * 1_000_000).hexdigest()
    command = [sys.executable, "-c", textwrap.dedent(USER), str(folder), str(log), how, sha256]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_processes_fetch_one_copy_and_go_on_where_a_killed_one_stopped(tmp_path):
    log = tmp_path / "log"
    dying = user(tmp_path, log, "dies")
    assert dying.stdout.readline() == "half\n"
    dying.kill()
    dying.communicate()
    both = [user(tmp_path, log, "works") for _ in range(2)]
    assert [process.communicate(timeout=30)[0] for process in both] == ["1000000\n", "1000000\n"]
    assert log.read_text() == "from 0\nfrom 600000\n"


def test_a_transfer_that_nobody_goes_on_with_is_given_up(folder):
    Film("a").use()
    left, fresh = (folder / (letter * 32 + ".arriving") for letter in "bc")
    left.touch()
    fresh.touch()
    os.utime(left, (1e9, 1e9))
    scratch.tidy()
    assert list(folder.glob("*.arriving")) == [fresh]
