"""What the trail says about facts that are not plain words."""

from datetime import UTC

import pytest
from django.utils import timezone

from festival.trail_wording import fact

KEY = "6de68e30-313d-4bad-aa3d-6ef490277b78"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Hall 1", "Hall 1"),
        (3, "3"),
        (None, "–"),
        ([], "–"),
        ("2026-11-11T14:00:00+08:00", "11 Nov 2026, 06:00"),
        ("Title: Two parts", "Title: Two parts"),
        (["grand: Him (winner)", "gold: Jailbird (winner)"], "grand: Him (winner); gold: Jailbird (winner)"),
        ([KEY, KEY], "2"),
        ([[KEY, "new"]], "1"),
        (
            {"ends_on": ["2027-02-20", "2025-06-06"], "town": [None, "Rome"]},
            "ends on: 2027-02-20 → 2025-06-06; town: – → Rome",
        ),
    ],
)
def test_facts_are_told_without_brackets(value, words):
    with timezone.override(UTC):
        assert fact(value) == words
