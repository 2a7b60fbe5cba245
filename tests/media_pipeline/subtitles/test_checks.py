"""What is told about a subtitle file, and about which nothing is said."""

import time
from collections.abc import Sequence
from typing import Any

import pytest

from media_pipeline.subtitles import Cue, Reading, look_over
from media_pipeline.subtitles.languages import bcp47, chinese_script, from_tag, refined

FILM_S = 600.0


def cue(start_s: float, text: str = "Are you still awake?", *, lasts: float = 2.0, settings: str = "") -> Cue:
    return Cue(round(start_s * 1000), round((start_s + lasts) * 1000), text, text, settings)


def found(cues: Sequence[Cue], **more: Any) -> dict[str, Any]:
    read = {name: more.pop(name) for name in list(more) if name in Reading.__dataclass_fields__}
    reading = Reading(
        **{"format": "srt", "encoding": "UTF-8", "encoding_is_certain": True, "cues": tuple(cues), **read}
    )
    problems = look_over(reading, **{"language": "en", "film_s": FILM_S, "fps": 25.0, **more})
    assert {str(problem.severity) for problem in problems} <= {"warns"}
    return {problem.code: problem for problem in problems}


def test_nothing_is_said_about_good_subtitles():
    assert found([cue(start) for start in range(5, 590, 4)]) == {}


def test_cues_after_the_film_is_over():
    problem = found([cue(5), cue(700), cue(900)])["subtitle_beyond_end"]
    assert (problem.timecode_s, problem.params["count"], problem.params["all"]) == (700.0, 2, False)


@pytest.mark.parametrize(
    ("fps", "made_for", "last_s"),
    [
        (25.0, "23.976 / 24", 600 * 25 / (24000 / 1001) - 3),
        (30000 / 1001, "23.976 / 24", 600 * 1.25 - 20),
        (30.0, "23.976 / 24", 600 * 30 / 24 - 0.2),
        (24000 / 1001, "25", 600 * (24000 / 1001) / 25),
    ],
)
def test_times_made_for_another_frame_rate(fps, made_for, last_s):
    problems = found([cue(5), cue(last_s)], fps=fps)
    assert problems["subtitle_other_frame_rate"].params["made_for"] == made_for
    assert "subtitle_beyond_end" not in problems


@pytest.mark.parametrize("last_s", [300, 570, 598, 600.5])
def test_a_film_that_ends_without_words_is_no_other_frame_rate(last_s):
    assert found([cue(5), cue(last_s)], fps=25.0) == {}


def test_lines_that_overlap_by_accident_are_told_and_those_meant_so_are_not():
    assert found([cue(5), cue(6), cue(20)])["subtitle_overlap"].timecode_s == 6.0
    assert found([cue(5), cue(5, "你还好吗?"), cue(6, settings="line:5%")]) == {}


def test_too_fast_and_too_brief_to_read():
    problems = found([cue(5, "word " * 16, lasts=2.0), cue(20, "No.", lasts=0.3)])
    assert problems["subtitle_too_fast"].params == {"count": 1, "of": 2, "fastest": 40, "limit": 20}
    assert problems["subtitle_too_brief"].timecode_s == 20.0


def test_chinese_is_read_by_the_character():
    assert found([cue(5, "我们已经在这里等了你很久了吧", lasts=2.0)], language="zh-hans") == {}
    problems = found([cue(5, "我们已经在这里等了你很久了吧" * 2, lasts=2.0)], language="zh-hans")
    assert sorted(problems) == ["subtitle_line_too_long", "subtitle_too_fast"]
    assert (
        problems["subtitle_too_fast"].params["limit"],
        problems["subtitle_line_too_long"].params["limit"],
    ) == (9, 20)


def test_lines_that_are_too_long_or_too_many():
    problems = found([cue(5, "x" * 43, lasts=4), cue(20, "one\ntwo\nthree")])
    assert problems["subtitle_line_too_long"].params == {"count": 1, "of": 2, "limit": 42}
    assert problems["subtitle_too_many_lines"].timecode_s == 20.0


def test_a_gap_of_one_frame_flickers_and_no_gap_does_not():
    assert found([cue(5), cue(7.04)])["subtitle_flicker"].timecode_s == 7.04
    assert found([cue(5), cue(7.0), cue(9.1)]) == {}


def test_a_language_that_is_not_what_it_says():
    english, chinese = [cue(5), cue(10)], [cue(5, "我们已经等了你"), cue(10, "谁在那里说话")]
    assert found(english, language="zh-hans")["subtitle_other_script"].params == {
        "language": "zh-hans",
        "found": "Latin",
    }
    assert found(chinese, language="en")["subtitle_other_script"].params["found"] == "Han"
    assert found(chinese, language="ja")["subtitle_other_script"].params["found"] == "Han"
    assert found(chinese, language="zh-hant")["subtitle_other_chinese"].params["found_language"] == "zh-hans"
    assert found(chinese, language="zh-hans") == {}
    assert found(chinese, language="tlh") == {}


def test_what_was_guessed_lost_or_mended_is_told():
    problems = found(
        [cue(5, "Où étais-tu ?")],
        encoding="Windows-1252",
        encoding_is_certain=False,
        skipped=2,
        backwards=(5.0,),
    )
    assert problems["subtitle_encoding_guessed"].params == {
        "encoding": "Windows-1252",
        "example": "Où étais-tu ?",
    }
    assert problems["subtitle_lines_skipped"].params == {"count": 2}
    assert problems["subtitle_backwards"].timecode_s == 5.0
    assert found([cue(5)], lost_letters=3)["subtitle_letters_lost"].params["count"] == 3


@pytest.mark.parametrize(
    "line",
    ["Are you still awake? I have waited for you. " * 5, "我们已经在这里等了你很久" * 8],
    ids=["latin", "han"],
)
def test_the_longest_file_is_looked_over_in_a_moment(line):
    cues = [cue(3 * number, line) for number in range(20_000)]
    started = time.process_time()
    found(cues, film_s=60_000.0)
    assert time.process_time() - started < 4


def test_without_a_measured_film_nothing_is_said_about_its_end():
    assert found([cue(5), cue(9000)], film_s=None, fps=None) == {}


@pytest.mark.parametrize(
    ("tag", "code", "written"),
    [
        ("eng", "en", "en"),
        ("chi", "zh", "zh"),
        ("zho-Hans", "zh-hans", "zh-Hans"),
        ("zh-TW", "zh-hant", "zh-Hant"),
        ("ger", "de", "de"),
        ("por-BR", "pt-br", "pt-BR"),
        ("yue", "yue", "yue"),
        ("und", "", ""),
        ("<b>", "", ""),
        ("x" * 40, "", ""),
    ],
)
def test_a_containers_language_becomes_bcp_47(tag, code, written):
    assert (from_tag(tag), bcp47(from_tag(tag))) == (code, written)


def test_chinese_tells_its_script_by_itself():
    assert chinese_script(["我们已经等了你很久"]) == "zh-hans"
    assert chinese_script(["我們已經等了你很久"]) == "zh-hant"
    assert chinese_script(["你好"]) == ""
    assert refined("zh", ["我们说话"]) == "zh-hans"
    assert refined("en", ["我们说话"]) == "en"
