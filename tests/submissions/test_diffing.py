"""What became of a text: by words in Latin letters, by signs in Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.diffing import Line, lines, words


def told(before: str, after: str) -> str:
    signs = {"kept": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("A tree grows.", "A tree grows.", "A tree grows."),
        ("A tree grows.", "An old tree grows.", "[-A][+An old] tree grows."),
        ("Sie wächst", "Sie wuchs", "Sie [-wächst][+wuchs]"),
        ("一棵树在长大", "一棵老树长大", "一棵[+老]树[-在]长大"),
        ("film 他", "film 她", "film [-他][+她]"),
        ("", "new", "[+new]"),
        ("gone", "", "[-gone]"),
    ],
)
def test_words(before, after, shown):
    assert told(before, after) == shown


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_off_the_pieces(before, after):
    pieces = words(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_lines():
    before = ["Director · Ada Lumen", "Music · Bo Chen", "Cast · C"]
    after = ["Director · Ada Lumens", "Cast · C", "Sound design · Somebody"]
    assert lines(before, after) == (
        Line("Music · Bo Chen", None),
        Line("Director · Ada Lumen", "Director · Ada Lumens"),
        Line(None, "Sound design · Somebody"),
    )
    assert lines(["a", "b"], ["b", "a"]) == ()
    assert lines(["a", "a"], ["a"]) == (Line("a", None),)
