"""What comes out of the recipes, looked at with ffprobe: exact times, aligned segments, upright pictures, no names."""

import json
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from media_pipeline import binaries, ladder, recipes, workbench
from media_pipeline.recipes import PLAYLIST, Source
from tests import clips


def source_of(path: Path) -> Source:
    look = workbench.look_at(path)
    return Source(path, look.signature.demuxers, look.probe)


def ffprobe(path: Path, *options: str) -> dict:
    command = [binaries.ffprobe().path, "-v", "error", *options, "-of", "json", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)


def times(playlist: Path) -> list[float]:
    packets = ffprobe(playlist, "-select_streams", "v", "-show_entries", "packet=pts_time")["packets"]
    return sorted(float(packet["pts_time"]) for packet in packets)


def stream(playlist: Path, kind: str = "v") -> dict:
    return ffprobe(playlist, "-select_streams", kind, "-show_streams")["streams"][0]


def first_picture_at(segment: Path) -> int:
    """Decoding time plus composition offset of the first picture: what a browser takes for its time.

    Chromium shows frame 0 at 0, 30 at 30 and 150 at 150 when this is 0, and all of them two frames late when not.
    """
    data = segment.read_bytes()
    tfdt, trun = data.index(b"tfdt"), data.index(b"trun")
    decoded = int.from_bytes(data[tfdt + 8 : tfdt + 16], "big")
    flags = int.from_bytes(data[trun + 5 : trun + 8], "big")
    fields = [bit for bit in (0x100, 0x200, 0x400) if flags & bit]
    start = trun + 12 + 4 * bool(flags & 1) + 4 * bool(flags & 4) + 4 * len(fields)
    return decoded + int.from_bytes(data[start : start + 4], "big", signed=True)


def cuts(rung: Path) -> list[tuple[int, int]]:
    """Of each piece the time of its first picture, as browsers take it, and the number of its pictures.

    Not the times of ffprobe's: it moves all that follows when a later piece has more B-frames in a row.
    """
    found = []
    for piece in sorted(rung.glob("piece*.m4s")):
        whole = rung / f"whole-{piece.stem}.mp4"
        whole.write_bytes((rung / "init.mp4").read_bytes() + piece.read_bytes())
        found.append((first_picture_at(piece), len(times(whole))))
    return found


def test_a_copied_film_starts_at_its_first_frame(tmp_path: Path):
    workbench.copy_for_play(source_of(clips.with_b_frames()), tmp_path)
    assert first_picture_at(tmp_path / "piece00000.m4s") == 0
    assert len(times(tmp_path / PLAYLIST)) == 48


def test_an_encoded_film_starts_at_its_first_frame(tmp_path: Path):
    src = source_of(clips.vertical_hevc())
    workbench.make(src, tmp_path, rungs=ladder.rungs(src.film), look=False)
    assert first_picture_at(tmp_path / "480" / "piece00000.m4s") == 0
    assert len(times(tmp_path / "480" / PLAYLIST)) == 60


@pytest.mark.parametrize(
    ("clip", "width", "height"),
    [(clips.turned_phone, 270, 480), (clips.wide_pixels, 320, 180), (clips.vp9, 320, 180)],
)
def test_pictures_come_out_upright_with_square_pixels(tmp_path: Path, clip, width, height):
    src = source_of(clip())
    workbench.make(src, tmp_path, rungs=[ladder.rungs(src.film)[-1]], look=False)
    made = stream(tmp_path / "480" / PLAYLIST)
    assert (made["width"], made["height"], made.get("sample_aspect_ratio", "1:1")) == (width, height, "1:1")
    assert (made["codec_name"], made["pix_fmt"], made["profile"]) == ("h264", "yuv420p", "High")
    assert stream(tmp_path / "480" / PLAYLIST, "a")["codec_name"] == "aac"


def test_rungs_cut_at_the_same_places(tmp_path: Path):
    src = source_of(clips.horizontal_h264())
    two = [
        replace(ladder.rungs(src.film)[0], name=name, width=width, height=height)
        for name, width, height in (("a", 640, 360), ("b", 320, 180))
    ]
    workbench.make(src, tmp_path, rungs=two)
    assert cuts(tmp_path / "a") == cuts(tmp_path / "b")
    assert [pictures for _, pictures in cuts(tmp_path / "a")] == [12, 36]
    assert (tmp_path / "a" / PLAYLIST).read_text() == (tmp_path / "b" / PLAYLIST).read_text()


def test_an_uneven_film_gets_a_steady_rate(tmp_path: Path):
    src = source_of(clips.uneven())
    workbench.make(src, tmp_path, rungs=[ladder.rungs(src.film)[-1]], look=False)
    shown = times(tmp_path / "480" / PLAYLIST)
    gaps = {round(after - before, 3) for before, after in pairwise(shown)}
    rate = ladder.output_rate(src.film)
    assert max(abs(gap - float(1 / rate)) for gap in gaps) < 0.001


def test_a_silent_film_has_no_sound_track(tmp_path: Path):
    src = source_of(clips.mute())
    workbench.make(src, tmp_path, rungs=[ladder.rungs(src.film)[-1]])
    assert ffprobe(tmp_path / "480" / PLAYLIST, "-select_streams", "a", "-show_streams")["streams"] == []


def test_tags_that_name_the_maker_are_left_behind(tmp_path: Path):
    workbench.copy_for_play(source_of(clips.signed_by_its_maker()), tmp_path)
    written = b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert b"Jane Filmmaker" in clips.signed_by_its_maker().read_bytes()
    assert b"Jane Filmmaker" not in written


def test_poster_and_storyboard_stand_as_the_film_does(tmp_path: Path):
    src = source_of(clips.turned_phone())
    workbench.picture(src, tmp_path)
    workbench.watch(src, tmp_path)
    with Image.open(tmp_path / recipes.POSTER) as poster, Image.open(tmp_path / recipes.STORYBOARD) as sheet:
        assert (poster.size, sheet.size) == ((270, 480), (2 * 90, 160))


def test_progress_is_told_while_it_works(tmp_path: Path):
    told: list[float] = []
    src = source_of(clips.busy())
    workbench.make(
        src,
        tmp_path,
        rungs=ladder.rungs(src.film),
        on_progress=told.append,
    )
    assert told == sorted(told)
    assert 0 < told[0] <= 12.1


OURS = {"major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id", "language"}
"""Tags that every file of this kind has. `encoder` may name our own tools, and nothing else."""


def test_what_jurors_get_carries_no_word_of_the_original(tmp_path: Path):
    """Title, maker, device, place, chapters: told by ffprobe, in every file that a player or a page can ask for."""
    signed = tmp_path / "sent" / "named.mov"
    signed.parent.mkdir()
    words = {"title": "Umbriel", "artist": "Zeigarnik", "software": "Zeigarnik Edit", "location": "+41.8902/"}
    options = [part for key, word in words.items() for part in ("-metadata", f"{key}={word}")]
    clips.film(signed, *options, "-metadata:s:a", "title=Zeigarnik", "-movflags", "use_metadata_tags")
    told = ffprobe(signed, "-show_format")["format"]["tags"]
    assert {key: told[key] for key in words} == words
    src = source_of(signed)
    made = tmp_path / "made"
    (made / "play").mkdir(parents=True)
    workbench.make(src, made, rungs=[ladder.rungs(src.film)[-1]])
    workbench.picture(src, made)
    workbench.copy_for_play(src, made / "play")
    files = [path for path in sorted(made.rglob("*")) if path.is_file()]
    strange, secrets = [], (b"Zeigarnik", b"Umbriel", b"+41.8902")
    for path in files:
        strange += [(path.name, secret) for secret in secrets if secret in path.read_bytes()]
        if path.suffix not in (".m3u8", ".mp4", ".jpg") or path.name == "init.mp4":
            continue
        seen = ffprobe(path, "-show_format", "-show_streams", "-show_chapters")
        assert seen["chapters"] == []
        for part in (seen["format"], *seen["streams"]):
            tags = part.get("tags", {})
            strange += [
                (path.name, key, value)
                for key, value in tags.items()
                if key.lower() not in OURS
                and not (key == "encoder" and value.startswith(("Lavf", "Lavc")))
                and key != "variant_bitrate"
            ]
    assert strange == []
    assert {".m3u8", ".jpg"} <= {path.suffix for path in files}
