"""The page of a refusal leads back to where the button was, and nowhere else."""

import pytest

from festival.refusals import page_of_the_button


@pytest.mark.parametrize(
    ("method", "referer", "leads"),
    [
        ("post", "http://testserver/desk/rounds/4/?page=2", "http://testserver/desk/rounds/4/?page=2"),
        ("post", "http://elsewhere.example/", ""),
        ("post", "javascript:alert(1)", ""),
        ("post", "", ""),
        ("get", "http://testserver/desk/", ""),
    ],
)
def test_only_a_page_of_ours_and_only_after_a_button(rf, method, referer, leads):
    request = getattr(rf, method)("/somewhere/", headers={"Referer": referer})
    assert page_of_the_button(request) == leads
