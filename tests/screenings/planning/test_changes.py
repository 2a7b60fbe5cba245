from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from screenings.planning.changes import Placed, changes

EIGHT = datetime(2026, 7, 3, 20, tzinfo=UTC)
WAS = Placed("grand", EIGHT, EIGHT + timedelta(hours=1), "confirmed", ("Shorts 1", "a", "b"))
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        (None, WAS, "new"),
        (WAS, WAS, None),
        (WAS, replace(WAS, starts=WAS.starts + HOUR, ends=WAS.ends + HOUR), "moved"),
        (WAS, replace(WAS, screen="studio"), "room"),
        (WAS, replace(WAS, ends=WAS.ends + HOUR), "length"),
        (WAS, replace(WAS, content=("Shorts 1", "b", "a")), "content"),
        (WAS, replace(WAS, status="cancelled"), "cancelled"),
        (WAS, None, "cancelled"),
        (WAS, replace(WAS, status="pencilled"), "cancelled"),
        (replace(WAS, status="cancelled"), WAS, "restored"),
        (replace(WAS, status="cancelled"), replace(WAS, status="cancelled"), None),
        (replace(WAS, status="pencilled"), None, None),
        (replace(WAS, status="pencilled"), WAS, "new"),
        (None, replace(WAS, status="pencilled"), None),
        (None, replace(WAS, status="cancelled"), None),
    ],
)
def test_what_the_public_is_told(was, now, kind):
    found = changes({"x": was} if was else {}, {"x": now} if now else {})
    assert [change.kind for change in found] == ([kind] if kind else [])
