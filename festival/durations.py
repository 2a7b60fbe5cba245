"""Lengths of films as people type and read them: minutes, mm:ss or h:mm:ss. Pure; seconds inside."""

import re

_FORM = re.compile(r"(?:(?P<hours>\d{1,2}):(?=\d{1,2}:))?(?P<minutes>\d{1,3})(?::(?P<seconds>\d{1,2}))?")


def parse_duration(text: str) -> int:
    """Seconds in "12" (minutes), "12:30" or "1:02:30". ValueError if it is none of these."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (int(found[part] or 0) for part in ("hours", "minutes", "seconds"))
    if seconds > 59 or (found["hours"] and minutes > 59):
        raise ValueError(text)
    return hours * 3600 + minutes * 60 + seconds


def format_duration(seconds: int) -> str:
    """Mm:ss, or h:mm:ss from an hour on; what `parse_duration` reads back."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
