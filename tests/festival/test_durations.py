import pytest

from festival.durations import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("12", 720), ("12:30", 750), ("0:45", 45), ("1:02:30", 3750), (" 90 ", 5400), ("90:00", 5400)],
)
def test_people_type_minutes_or_minutes_and_seconds(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "12:60", "1:60:00", "twelve", "-3", "1:2:3:4", "12.5", "12:", ":30"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_duration(text)


@pytest.mark.parametrize("seconds", [0, 45, 60, 750, 3599, 3600, 3750, 86399])
def test_what_is_shown_can_be_typed_again(seconds):
    assert parse_duration(format_duration(seconds)) == seconds
