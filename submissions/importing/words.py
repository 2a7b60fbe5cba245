"""From the words in a cell to what we keep: durations, dates, lists of names."""

import re
from datetime import date

_CLOCK = re.compile(r"^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?$")
_SPOKEN = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(h|hours?|hrs?|m|min|mins?|minutes?|s|secs?|seconds?|小时|分钟?|秒)(?![a-z])",
    re.IGNORECASE,
)
_UNIT_S = {"h": 3600, "小": 3600, "m": 60, "分": 60, "s": 1, "秒": 1}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})日?(?:[ T].*)?$")
_NAMED = re.compile(r"^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
_NAMED_BRITISH = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_SEPARATORS = re.compile(r"\s*(?:[;；\n]|、)\s*")
_COMMAS = re.compile(r"\s*[,，]\s*")


def seconds(text: str) -> int | None:
    """Read a running time: 12:34, 1:02:03, "10 minutes 39 seconds", or a bare number of seconds. None if it is none."""
    text = text.strip()
    if clock := _CLOCK.match(text):
        hours, minutes, rest = clock.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + int(rest)
    if text.isdecimal():
        return int(text)
    spoken = _SPOKEN.findall(text)
    if not spoken:
        return None
    return round(sum(float(number.replace(",", ".")) * _UNIT_S[unit[0].lower()] for number, unit in spoken))


def day(text: str, *, day_first: bool = True) -> date | None:
    """Read a date in the ways of spreadsheets. ``day_first`` decides 03/04/2026; None if it is none."""
    text = text.strip()
    try:
        if numbers := _NUMBERS.match(text):
            return _by_numbers(numbers.groups(), day_first=day_first)
        if named := _NAMED.match(text):
            return date(int(named[3]), _month(named[1]), int(named[2]))
        if named := _NAMED_BRITISH.match(text):
            return date(int(named[3]), _month(named[2]), int(named[1]))
    except ValueError:
        return None
    return None


def _by_numbers(parts: tuple[str, ...], *, day_first: bool) -> date:
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) == 4:
        return date(first, second, third)
    if len(parts[2]) != 4:
        raise ValueError
    # 13 is no month, whatever was said.
    if (day_first or first > 12) and second <= 12:
        return date(third, second, first)
    return date(third, first, second)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def names(text: str) -> list[str]:
    """Take a list of people apart; commas only divide where nothing stronger does, for "Smith, John; Wu, Li"."""
    text = text.strip()
    parts = _SEPARATORS.split(text)
    if len(parts) == 1:
        parts = _COMMAS.split(text)
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def is_none(text: str) -> bool:
    """Tell whether somebody filled a cell to say that there is nothing."""
    return text.strip().lower() in {"", "-", "–", "—", ".", "n/a", "na", "none", "null", "无", "没有"}


def language_of_script(text: str) -> str:
    """Guess a language from letters that only few use; empty where they tell nothing."""
    if re.search("[\u3040-\u30ff]", text):
        return "ja"
    if re.search("[\uac00-\ud7af]", text):
        return "ko"
    return "zh-hans" if re.search("[\u4e00-\u9fff]", text) else ""
