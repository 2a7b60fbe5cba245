"""Moments of a film in people's words."""

import pytest

from judging.moments import pieces
from judging.templatetags.timecodes import with_moments


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("the cut at 1:23", [83]),
        ("0:07 and 12:34, then 1:02:03", [7, 754, 3723]),
        ("no: 1:234, 12:60, 16:9:4, 3.1:20, 2:1", []),
        ("（1:23）", [83]),
        ("", []),
    ],
)
def test_moments_are_found(words, seconds):
    found = list(pieces(words))
    assert [second for _text, second in found if second is not None] == seconds
    assert "".join(text for text, _second in found) == words


def test_words_are_escaped():
    assert with_moments("<b>1:02</b>\nnext") == (
        '&lt;b&gt;<a class="timecode" href="#film" data-seek="62">1:02</a>&lt;/b&gt;<br>next'
    )
