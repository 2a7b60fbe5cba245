"""Subtitle files from bytes to cues, by the sentence that each has in the film."""

import time
from contextlib import suppress

import pytest

from media_pipeline.subtitles import UnreadableError, read, write

SRT = """1
00:00:01,000 --> 00:00:03,000
Are you <i>still</i> awake?

2
00:00:03,500 --> 00:00:05,250
- I am.
- So am I.
"""
VTT = """WEBVTT - made by hand

STYLE
::cue { color: red }

NOTE nobody should see this

intro
00:01.000 --> 00:03.000 line:10% align:start region:fred
<v Ada>Are you &amp; him <c.loud>awake</c>?

00:00:03.500 --> 00:00:05.250
I am.
"""
ASS = r"""[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,2,2,2,10,10,10,1
Style: Sign,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,-1,0,0,100,100,0,0,1,2,2,8,10,10,10,1
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,Are you {\b1}still{\b0} awake?\NI am.
Dialogue: 0,0:00:04.00,0:00:05.00,Sign,,0,0,0,,{\fad(200,200)}HARBOUR
Dialogue: 0,0:00:06.00,0:00:07.00,Default,,0,0,0,,{\an5\p1}m 0 0 l 10 10{\p0}
Comment: 0,0:00:08.00,0:00:09.00,Default,,0,0,0,,mind the joke
"""


def texts(data: str | bytes, language: str = "") -> list[str]:
    return [cue.plain for cue in read(_bytes(data), language=language).cues]


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def refusal(data: str | bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(_bytes(data))
    return caught.value.code


def test_subrip_becomes_webvtt():
    reading = read(SRT.encode())
    assert (reading.format, reading.encoding, reading.encoding_is_certain) == ("srt", "UTF-8", True)
    assert write(reading.cues) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:03.000\nAre you <i>still</i> awake?\n\n"
        "00:00:03.500 --> 00:00:05.250\n- I am.\n- So am I.\n"
    )


def test_webvtt_keeps_the_place_and_loses_notes_styles_names_and_regions():
    assert write(read(VTT.encode()).cues) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:03.000 line:10% align:start\nAre you &amp; him awake?\n\n"
        "00:00:03.500 --> 00:00:05.250\nI am.\n"
    )


def test_substation_keeps_emphasis_and_place_and_loses_drawings_and_comments():
    assert write(read(ASS.encode()).cues) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:03.000\nAre you <b>still</b> awake?\nI am.\n\n"
        "00:00:04.000 --> 00:00:05.000 line:5%\n<i>HARBOUR</i>\n"
    )


def test_a_substation_style_of_nonsense_costs_nothing_but_itself():
    broken = ASS.replace("&H00FFFFFF", "#white").replace("Arial,20", "Arial,huge")
    assert texts(broken) == ["Are you still awake?\nI am.", "HARBOUR"]


def test_a_line_whose_time_is_nonsense_is_counted_and_passed_over():
    reading = read(ASS.replace("0:00:04.00,", "NaN,").encode())
    assert (len(reading.cues), reading.skipped) == (1, 1)
    reading = read(SRT.replace("00:00:03,500 -->", "inf -->").encode())
    assert ([cue.plain for cue in reading.cues], reading.skipped) == (["Are you still awake?"], 1)


def test_effects_that_repeat_a_line_frame_by_frame_are_one_cue():
    frames = "".join(
        f"Dialogue: 0,0:00:0{n}.00,0:00:0{n + 1}.00,Default,,0,0,0,,{{\\k{n}}}Sing\n" for n in range(1, 6)
    )
    (cue,) = read(("[Script Info]\n[Events]\n" + frames).encode()).cues
    assert (cue.start_ms, cue.end_ms, cue.plain) == (1000, 6000, "Sing")


def test_blank_lines_inside_a_subrip_cue_do_not_end_it():
    assert texts(
        "1\n00:00:01,000 --> 00:00:03,000\nOne\n\nTwo\n\n2\n00:00:04,000 --> 00:00:05,000\n1984\n"
    ) == [
        "One\nTwo",
        "1984",
    ]


def test_carriage_returns_dots_and_short_times_are_understood():
    assert texts("1\r\n0:01.5 --> 0:02.50\r\nOld\r\n\r\n2\r0:0:3,000 -> 0:0:4,000\rMac\r") == ["Old", "Mac"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>Hi", "alert(1)Hi"),
        ('<img src=x onerror="alert(1)">Hi', "Hi"),
        ("<b><i>both</b> slanted</i>", "<b><i>both</i></b><i> slanted</i>"),
        ("<b><b><b>loud</b>", "<b>loud</b>"),
        ("</i>a</b>", "a"),
        ("<rt>alone</rt>", "alone"),
        ("<ruby>漢<rt>かん</rt></ruby>", "<ruby>漢<rt>かん</rt></ruby>"),
        ("a < b > c & d", "a &lt; b &gt; c &amp; d"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("x ==> y --&gt; z", "x ==&gt; y --&gt; z"),
        ('<font color="red">Red</font>', "Red"),
        ("<00:19.000>Karaoke", "Karaoke"),
        ("{y:i}slanted {and braces}", "slanted {and braces}"),
        ("I <3 you", "I &lt;3 you"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("\ufeffmark", "mark"),
    ],
)
def test_only_safe_markup_is_left(written, shown):
    (cue,) = read(f"1\n00:00:01,000 --> 00:00:03,000\n{written}\n".encode()).cues
    assert cue.markup == shown


@pytest.mark.parametrize(
    ("tag", "settings"),
    [
        (r"{\an8}", "line:5%"),
        (r"{\an7}", "line:5% position:5% align:start"),
        (r"{\an3}", "position:95% align:end"),
        (r"{\a6}", "line:5%"),
        (r"{\an0}", ""),
    ],
)
def test_a_place_given_the_substation_way_is_kept(tag, settings):
    (cue,) = read(f"1\n00:00:01,000 --> 00:00:03,000\n{tag}Up\n".encode()).cues
    assert (cue.plain, cue.settings) == ("Up", settings)


@pytest.mark.parametrize(
    "setting",
    ["line:999999", "size:400%", "line:-1%", "position:NaN%", "align:javascript", "line:1%,<b>", "onload:1"],
)
def test_a_place_that_is_nonsense_is_left_out(setting):
    (cue,) = read(f"WEBVTT\n\n00:01.000 --> 00:02.000 {setting}\nHi\n".encode()).cues
    assert cue.settings == ""


def test_a_cue_that_ends_before_it_begins_is_given_a_while():
    reading = read(b"1\n00:00:10,000 --> 00:00:01,000\nOops\n\n2\n00:00:11,000 --> 00:00:12,000\nRight\n")
    assert [(cue.start_ms, cue.end_ms) for cue in reading.cues] == [(10_000, 11_000), (11_000, 12_000)]
    assert reading.backwards == (10.0,)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "subtitle_empty"),
        (b" \n\n", "subtitle_empty"),
        (b"PK\x03\x04" + bytes(100), "subtitle_not_text"),
        (bytes(1000), "subtitle_not_text"),
        (bytes(range(256)) * 40, "subtitle_not_text"),
        (b"\x1aE\xdf\xa3 matroska", "subtitle_not_text"),
        (b"# VobSub index file, v7\n", "subtitle_not_text"),
        (b"{1}{25}Hello\n{26}{50}there\n", "subtitle_counts_frames"),
        (b"[10][25]Hello\n", "subtitle_counts_frames"),
        (b"<tt xmlns='http://www.w3.org/ns/ttml'></tt>", "subtitle_format_unknown"),
        (b"Just a letter to my aunt.\n", "subtitle_format_unknown"),
        (b"WEBVTT\n\n", "subtitle_no_cues"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", "subtitle_no_cues"),
        (b"[Script Info]\n[Events]\n", "subtitle_no_cues"),
        (b"1\n99999:00:01,000 --> 99999:00:02,000\nNever\n", "subtitle_no_cues"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nMuch\n\n" * 20_001, "subtitle_too_many_cues"),
        (b"x" * (50 * 1024**2), "subtitle_too_large"),
    ],
)
def test_what_is_no_subtitle_file_is_refused_by_name(data, code):
    assert refusal(data) == code


BOMBS = {
    "one line of angles": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<" * 4_000_000,
    "one line of open tags": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<a" * 2_000_000,
    "open braces": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"{\\" * 2_000_000,
    "lines of open tags": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<a<a<a<a\n" * 500_000,
    "blank lines": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"\n" * 4_000_000 + b"x",
    "counters": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"5\n" * 2_000_000 + b"x",
    "arrows": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"-->" * 1_400_000,
    "lines of arrows": b"1\n00:00:01,000 --> 00:00:02,000\nx\n" + b"1 --> 2\n" * 500_000,
    "digits": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"9" * 4_000_000,
    "headings": b"[Script Info]\n" + (b"[" + b"a" * 990 + b"\n") * 4000,
    "styles": b"[Script Info]\nStyle: " + b"," * 4_000_000,
    "overrides": b"[Script Info]\nDialogue: 0,0:00:01.00,0:00:03.00,D,,0,0,0,," + b"{\\i1}{\\i0}" * 400_000,
    "comments": b"[Script Info]\n" + b"; nothing\n" * 400_000,
    "nearly times": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"00:00:01," * 500_000,
    "no language at all": b"1\n00:00:01,000 --> 00:00:02,000\n" + bytes(range(128, 256)) * 32_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_file_holds_the_reader_up(name):
    """Under 5 MB each; honest work on the largest takes about a second, a square of it would take hours."""
    started = time.process_time()
    with suppress(UnreadableError):
        read(BOMBS[name], language="en")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("encoding", "language", "said", "sentence"),
    [
        ("gb18030", "zh-hans", "GB 18030", "你还好吗?我们已经等了你很久。"),
        ("gbk", "zh-hans", "GB 18030", "这是什么地方?谁在那里说话?"),
        ("gb18030", "", "GB 18030", "你还好吗?我们已经等了你很久。"),
        ("big5", "zh-hant", "Big5", "你還好嗎?我們已經等了你很久。"),
        ("big5", "zh-hans", "Big5", "你還好嗎?我們已經等了你很久。"),
        ("gb18030", "zh-hant", "GB 18030", "我们在这里说话,他们听不见。"),
        ("shift_jis", "ja", "Shift JIS", "あなたはまだ起きていますか。"),
        ("euc_jp", "ja", "EUC-JP", "あなたはまだ起きていますか。"),
        ("cp949", "ko", "EUC-KR", "아직도 안 자고 있어? 나도 그래."),
        ("koi8_r", "ru", "KOI8-R", "Ты ещё не спишь? Мы долго тебя ждали."),
        ("cp1251", "ru", "Windows-1251", "Ты ещё не спишь? Мы долго тебя ждали."),
        ("cp1252", "fr", "Windows-1252", "Où étais-tu ? Ça fait une heure que j’attends à l’arrêt."),
        ("cp1252", "de", "Windows-1252", "Schläfst du schon? Ich höre dich über den Fluss."),
        ("cp1250", "pl", "Windows-1250", "Śpisz już? Długo na ciebie czekaliśmy, żółwiu."),
        ("cp1253", "el", "Windows-1253", "Κοιμάσαι ακόμα; Σε περιμέναμε πολλή ώρα."),
        ("cp1254", "tr", "Windows-1254", "Hâlâ uyanık mısın? Işık açık, şimdi geliyorum."),
        ("cp1255", "he", "Windows-1255", "אתה עדיין ער? חיכינו לך הרבה זמן."),
        ("cp1256", "ar", "Windows-1256", "هل ما زلت مستيقظا؟ انتظرناك طويلا."),
    ],
)
def test_old_encodings_are_guessed_with_the_help_of_the_language(encoding, language, said, sentence):
    data = f"1\n00:00:01,000 --> 00:00:03,000\n{sentence}\n".encode(encoding)
    reading = read(data, language=language)
    assert [cue.plain for cue in reading.cues] == [sentence]
    assert (reading.encoding, reading.encoding_is_certain) == (said, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("sentence", ["Are you awake?", "你还好吗?", "Привет"])
def test_unicode_is_certain_with_and_without_its_mark(encoding, sentence):
    reading = read(f"1\n00:00:01,000 --> 00:00:03,000\n{sentence}\n".encode(encoding))
    assert ([cue.plain for cue in reading.cues], reading.encoding_is_certain) == ([sentence], True)


def test_a_few_broken_letters_do_not_change_the_encoding_and_are_counted():
    data = ("1\n00:00:01,000 --> 00:00:03,000\n" + "你还好吗?" * 20 + "\n").encode()[:-3]
    reading = read(data, language="zh-hans")
    assert (reading.encoding, reading.lost_letters) == ("UTF-8", 1)


def test_stray_zeros_are_dropped():
    reading = read(SRT.encode() + b"\0\0")
    assert (len(reading.cues), reading.lost_letters) == (2, 2)
