"""Translations that a page can be rendered with."""

import pytest

from festival.translations.catalogue import can_be_filled


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("%(all)s 部有分数的影片：晋级概率在 10%% 到 90%% 之间。", True),
        ("%(all)s 部有分数的影片：晋级概率在 10% 到 90% 之间。", False),
        ("%(count)d 部", True),
        ("已看 %(percent)s%", False),
    ],
)
def test_a_lone_per_cent_sign_is_found(text, can):
    assert can_be_filled(text) is can
