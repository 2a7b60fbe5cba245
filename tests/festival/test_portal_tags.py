import pytest
from django.template.loader import render_to_string

from festival.templatetags.portal import PLATES, clock, initial, plate


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0:00"), (59.4, "0:59"), (59.5, "1:00"), (605, "10:05"), (3661, "1:01:01"), (None, "")],
)
def test_clock_reads_like_a_running_time(seconds, words):
    assert clock(seconds) == words


def test_a_title_always_gets_the_same_plate():
    assert plate("Him") == plate("Him")
    assert {plate(f"film {number}") for number in range(60)} == set(PLATES)


@pytest.mark.parametrize(("title", "letter"), [("Him", "H"), ("“Quoted”", "Q"), ("他", "他"), ("…", "")])
def test_initial_is_the_first_letter(title, letter):
    assert initial(title) == letter


def test_a_film_without_still_gets_a_plate_and_no_picture():
    html = render_to_string("components/still.html", {"title": "Him", "src": ""})
    assert html.count("still--plate") == 1
    assert html.count("<img") == 0
