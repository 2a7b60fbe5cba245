"""The jury room's own fixtures: a jury with one juror of the cast, three films, an open round."""

import pytest

from tests.factories import judging as make_judging


@pytest.fixture
def jury(edition):
    return make_judging.jury(edition)


@pytest.fixture
def seat(jury, juror):
    """The cast's juror on a chair of the jury."""
    return make_judging.seat(jury, juror)


@pytest.fixture
def films(edition, category):
    return [make_judging.entry(edition, title) for title in ("Him", "Our Tree", "Paper Moon")]


@pytest.fixture
def judged(jury, seat, films):
    """An open round in which the juror sees all three films."""
    return make_judging.open_round(jury, films)


@pytest.fixture
def assignment(judged, seat, films):
    return make_judging.assignment(judged, seat, films[0])
