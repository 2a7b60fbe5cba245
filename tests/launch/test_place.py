import shutil
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from festival.launch import place as place_module
from festival.launch.exceptions import CannotStart
from festival.launch.place import Place


def test_the_secret_key_is_made_once_and_for_our_eyes_only(tmp_path: Path) -> None:
    place = Place(tmp_path / "var")
    place.prepare()
    key = tmp_path / "var" / "secret_key"
    first = key.read_text()
    place.prepare()
    assert len(first) >= 64
    assert key.read_text() == first
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_second_launcher_is_told_about_the_first(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.prepare()
    with place.only_one("http://127.0.0.1:8000"), pytest.raises(CannotStart) as refusal:
        place.only_one("http://127.0.0.1:8010").__enter__()
    assert str(refusal.value).startswith("This portal runs already: http://127.0.0.1:8000 (process ")


def test_the_place_is_free_again_afterwards(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.prepare()
    with place.only_one("http://127.0.0.1:8000"):
        pass
    with place.only_one("http://127.0.0.1:8000"):
        pass


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=5 * 1024**2))
    with pytest.raises(CannotStart) as refusal:
        Place(tmp_path).prepare()
    assert (
        str(refusal.value) == f"Only 5 MB are free where {tmp_path} lies; the portal needs 1024 MB to start."
    )


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file in the way")
    with pytest.raises(CannotStart) as refusal:
        Place(tmp_path / "var").prepare()
    assert str(refusal.value) == f"Not a directory: {tmp_path}/var/log"


def test_var_dir_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert Place.from_environment() == Place(tmp_path)
    monkeypatch.delenv("VAR_DIR")
    assert Place.from_environment() == Place(place_module.REPOSITORY / "var")
