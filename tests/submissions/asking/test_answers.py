"""What counts as an answer: every kind, and every kind of bad input."""

from decimal import Decimal

import pytest

from submissions import answer_wording
from submissions.answers import READERS, Ask, BadAnswer, read, read_all

GOOD = [
    (Ask("text"), "  two   words\n", "two words"),
    (Ask("text"), "寻找鸟哥", "寻找鸟哥"),
    (Ask("text"), "   ", None),
    (Ask("long_text"), "a\r\nb\rc", "a\nb\nc"),
    (Ask("long_text", longest=3), "abc", "abc"),
    (Ask("number"), "12", 12),
    (Ask("number"), " １２ ", 12),
    (Ask("number"), 12, 12),
    (Ask("number"), "-3", -3),
    (Ask("number", decimals=1), "12,5", 12.5),
    (Ask("number", decimals=2), "12.50", 12.5),
    (Ask("number", decimals=1), "0.0", 0),
    (Ask("number", smallest=Decimal(1), largest=Decimal(3)), "3", 3),
    (Ask("one", options=("a", "b")), "b", "b"),
    (Ask("one", options=("a",), kept=frozenset({"old"})), "old", "old"),
    (Ask("several", options=("a", "b", "c")), ["c", "a", "c"], ["a", "c"]),
    (Ask("several", options=("a",), kept=frozenset({"old"})), ["old", "a"], ["a", "old"]),
    (Ask("several", options=("a",)), [], None),
    (Ask("date"), " 2026-02-28 ", "2026-02-28"),
    (Ask("url"), "https://example.org/a?b=1", "https://example.org/a?b=1"),
    (Ask("url"), "https://例え.jp/电影", "https://例え.jp/电影"),
    (Ask("consent"), True, True),
    (Ask("consent"), "on", True),
    (Ask("consent"), False, None),
    (Ask("file"), None, None),
]
BAD = [
    (Ask("text"), ["a"], "not_a_text"),
    (Ask("text"), 5, "not_a_text"),
    (Ask("text"), "a\0b", "control_signs"),
    (Ask("text"), "half \ud800", "control_signs"),
    (Ask("text", longest=3), "abcd", "too_long"),
    (Ask("long_text", longest=3), "ab\n\ncd", "too_long"),
    (Ask("long_text"), {"a": 1}, "not_a_text"),
    (Ask("number"), "twelve", "not_a_number"),
    (Ask("number"), "NaN", "not_a_number"),
    (Ask("number"), "Infinity", "not_a_number"),
    (Ask("number"), float("nan"), "not_a_number"),
    (Ask("number"), float("inf"), "not_a_number"),
    (Ask("number"), "1e999", "not_a_number"),
    (Ask("number"), True, "not_a_number"),
    (Ask("number"), [1], "not_a_number"),
    (Ask("number"), "9" * 1_000_000, "not_a_number"),
    (Ask("number"), "1234567890123456", "too_many_digits"),
    (Ask("number"), "1,250", "which_number"),
    (Ask("number", decimals=3), "-1,250", "which_number"),
    (Ask("number"), "1 2", "not_a_number"),
    (Ask("number"), "12.5", "not_whole"),
    (Ask("number", decimals=1), "12.55", "too_exact"),
    (Ask("number", smallest=Decimal(1)), "0", "too_small"),
    (Ask("number", largest=Decimal("2.5"), decimals=1), "2.6", "too_large"),
    (Ask("one", options=("a",)), "z", "no_such_option"),
    (Ask("one", options=("a",)), ["a"], "no_such_option"),
    (Ask("one", options=("a",)), {"a": 1}, "no_such_option"),
    (Ask("several", options=("a",)), "a", "not_a_list"),
    (Ask("several", options=("a",)), ["a", "z"], "no_such_option"),
    (Ask("several", options=("a",)), [["a"]], "no_such_option"),
    (Ask("several", options=("a", "b"), most=1), ["a", "b"], "too_many_options"),
    (Ask("date"), "31.05.2026", "not_a_date"),
    (Ask("date"), "2026-02-30", "not_a_date"),
    (Ask("date"), "２０２６-０２-０１", "not_a_date"),
    (Ask("date"), 20260201, "not_a_date"),
    (Ask("date"), "0202-01-01", "strange_year"),
    (Ask("url"), "javascript:alert(1)", "not_an_address"),
    (Ask("url"), "data:text/html,x", "not_an_address"),
    (Ask("url"), "ftp://example.org/", "not_an_address"),
    (Ask("url"), "https://", "not_an_address"),
    (Ask("url"), "https://localhost/", "not_an_address"),
    (Ask("url"), "https://user:secret@example.org/", "not_an_address"),
    (Ask("url"), "https://exam ple.org/", "not_an_address"),
    (Ask("url"), "https://example.org/\u202egro", "not_an_address"),
    (Ask("url"), "https:\\\\example.org", "not_an_address"),
    (Ask("url"), "https://[::1", "not_an_address"),
    (Ask("url"), "https://example.org:99999/", "not_an_address"),
    (Ask("url"), "https://example.org/" + "a" * 2000, "too_long"),
    (Ask("consent"), "perhaps", "not_a_tick"),
    (Ask("consent"), [1], "not_a_tick"),
    (Ask("file"), "a.pdf", "file_comes_otherwise"),
]


@pytest.mark.parametrize(("ask", "sent", "kept"), GOOD)
def test_a_good_answer_is_kept_in_its_own_type(ask, sent, kept):
    value = read(ask, sent)
    assert (value, type(value)) == (kept, type(kept))


@pytest.mark.parametrize(("ask", "sent", "code"), BAD, ids=lambda part: str(part)[:30])
def test_a_bad_answer_is_refused_with_a_sentence(ask, sent, code):
    with pytest.raises(BadAnswer) as refusal:
        read(ask, sent)
    assert refusal.value.code == code
    sentence = answer_wording.answer_sentence(refusal.value)
    assert sentence[-1] == "."
    assert "%(" not in sentence


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("sent", [None, "", []])
def test_nothing_sent_is_no_answer(kind, sent):
    assert read(Ask(kind), sent) is None


def test_all_are_read_at_once_and_a_key_nobody_asked_for_is_wrong():
    reading = read_all({"a": Ask("number"), "b": Ask("text")}, {"a": "x", "b": "y", "c": "z"})
    assert reading.values == {"b": "y"}
    assert {key: error.code for key, error in reading.wrong.items()} == {
        "a": "not_a_number",
        "c": "unknown_question",
    }
