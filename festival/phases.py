"""Dates and now in, phase out. Pure: no database, no clock, so that a test can stand on any day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Phase(StrEnum):
    UPCOMING = "upcoming"  # announced; the call is not open yet
    CALL = "call"  # entries are taken
    JURY = "jury"  # the call is closed, films are being watched
    SELECTION = "selection"  # the official selection is announced
    PROGRAMME = "programme"  # the festival runs
    DELIBERATION = "deliberation"  # the last day is over, results are not out
    RESULTS = "results"  # the awards are out
    ARCHIVE = "archive"  # closed by its director; or awards out, and a month has passed since the last day


ARCHIVE_AFTER_DAYS = 30


@dataclass(frozen=True)
class Dates:
    call_opens_at: datetime
    call_closes_at: datetime
    starts_on: date
    ends_on: date
    selection_released: bool
    results_published: bool
    closed: bool = False


def phase_at(dates: Dates, now: datetime) -> Phase:
    """`now` must carry the edition's own time zone, because a festival day is a local day.

    What people decided (results, selection) outranks what the calendar says: a release never un-happens because
    somebody moved a date.
    """
    today = now.date()
    if dates.closed:
        return Phase.ARCHIVE
    if dates.results_published:
        return Phase.ARCHIVE if (today - dates.ends_on).days > ARCHIVE_AFTER_DAYS else Phase.RESULTS
    if today > dates.ends_on:
        return Phase.DELIBERATION
    if today >= dates.starts_on:
        return Phase.PROGRAMME
    if dates.selection_released:
        return Phase.SELECTION
    if now >= dates.call_closes_at:
        return Phase.JURY
    if now >= dates.call_opens_at:
        return Phase.CALL
    return Phase.UPCOMING
